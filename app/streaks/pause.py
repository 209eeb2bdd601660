"""Pause: announce days on which nothing can be missed."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.programme.model import Streak, StreakPauses
from app.programme.naming import span_of
from app.streaks.calendar import DAY, days_later
from app.streaks.refusals import AlreadyPaused, PauseLength, PauseNotAhead, PauseNotOffered, PausesUsedUp
from app.streaks.settle import scheduled, streak_after
from app.streaks.state import Pause, StreakState
from app.streaks.step import Change, Happening, Step

FARTHEST_AHEAD_DAYS = 366


def paused(name: str, streak: Streak, state: StreakState, pause: Pause, now: datetime, zone: ZoneInfo) -> Step:
    """The streak with a pause announced. What is done during it still counts.

    Raises PauseNotOffered, PauseNotAhead, PauseLength, AlreadyPaused or PausesUsedUp.
    """
    if streak.pauses is None:
        raise PauseNotOffered(name).about("streak")
    settled = streak_after(streak, state, now, zone)
    state = settled.state
    _check(name, streak.pauses, state, pause)
    announced = replace(state, pauses=tuple(sorted((*state.pauses, pause))))
    happening = Happening(Change.PAUSED, pause.first, state.length)
    return Step(scheduled(streak, announced, zone), (*settled.happenings, happening))


def paused_until(state: StreakState) -> date | None:
    """The last day of the pause under way, if any."""
    return next((pause.last for pause in state.pauses if pause.first <= state.day <= pause.last), None)


def _check(name: str, pauses: StreakPauses, state: StreakState, pause: Pause) -> None:
    earliest, latest = state.day + DAY, state.day + FARTHEST_AHEAD_DAYS * DAY
    if not earliest <= pause.first <= latest:
        raise PauseNotAhead(name, earliest, latest).about("from")
    if not pause.first <= pause.last < days_later(pause.first, pauses.longest):
        raise PauseLength(name, span_of(pauses.longest)).about("until")
    if any(pause.first <= other.last and other.first <= pause.last for other in state.pauses):
        raise AlreadyPaused(name, pause.first, pause.last).about("from")
    if sum(other.first.year == pause.first.year for other in state.pauses) >= pauses.per_year:
        raise PausesUsedUp(name, pauses.per_year, pause.first.year).about("from")
