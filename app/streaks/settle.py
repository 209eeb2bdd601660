"""Settle: what the mere passing of time did to a streak.

Reading, recording and the sweep all ask here, so they always agree; settling in many steps gives what one leap gives.
"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.programme.model import Streak, StreakPeriod
from app.streaks.calendar import day_of, has_day, period_after, period_of, start_of_day
from app.streaks.state import Fate, Kept, StreakState, day_starts
from app.streaks.step import Change, Happening, Step

MOST_EXCUSED = 2
"""How many periods journeys may cut short before something is done again: a flight around the world takes two dates."""


def streak_after(streak: Streak, state: StreakState, now: datetime, zone: ZoneInfo) -> Step:
    """The streak at `now`, for a member in `zone`: a freeze is used for each period missed, the oldest first."""
    return passed(streak, state, max(state.day, date_of(streak, state, now, zone)), zone)


def date_of(streak: Streak, state: StreakState, instant: datetime, zone: ZoneInfo) -> date:
    """The member's date at an instant. It never goes back: after a flight west it waits until the calendar is there."""
    starts, journey = day_starts(streak), state.journey
    if journey is None:
        return day_of(instant, zone, starts)
    if instant < journey.at:
        return min(day_of(instant, ZoneInfo(journey.zone), starts), journey.day)
    return max(day_of(instant, zone, starts), journey.day)


def passed(streak: Streak, state: StreakState, today: date, zone: ZoneInfo, *, by_journey: bool = False) -> Step:
    """The streak once the member's date is `today`, come by time or, `by_journey`, by a change of zone."""
    happenings = []
    period, last = state.open, period_of(streak.per, today)
    length = state.length if period < last else 0
    while period < last and length:
        if state.fate(period) is None:
            fate = _fate(streak, state, period, zone, by_journey)
            if fate is None:
                happenings.append(Happening(Change.BROKEN, period, length))
                break
            state = state.keep(period, Kept(state.kept(period).count, fate))
            if fate is Fate.FROZEN:
                state = replace(state, freezes=state.freezes - 1)
                happenings.append(Happening(Change.FREEZE_USED, period, length))
            elif fate is Fate.EXCUSED and by_journey:
                happenings.append(Happening(Change.EXCUSED, period, length))
        period = period_after(streak.per, period)
    return Step(scheduled(streak, state.on(today), zone), tuple(happenings))


def scheduled(streak: Streak, state: StreakState, zone: ZoneInfo) -> StreakState:
    """The state with the instant at which it is to be looked at again."""
    due_at = lapses_at(streak, state, zone)
    return state if due_at == state.due_at else replace(state, due_at=due_at)


def lapses_at(streak: Streak, state: StreakState, zone: ZoneInfo, *, freezes: int = 0) -> datetime | None:
    """When, if nothing more is done, the first period ends that `freezes` freezes don't bridge; None without a run."""
    if not state.alive:
        return None
    period = state.open
    while True:
        following = period_after(streak.per, period)
        if state.fate(period) is None and _free_fate(streak, state, period, zone) is None:
            if not freezes:
                return start_of_day(following, zone, day_starts(streak))
            freezes -= 1
        period = following


def _fate(streak: Streak, state: StreakState, period: date, zone: ZoneInfo, by_journey: bool) -> Fate | None:
    """What becomes of a period that ends without being done; None when it ends the run."""
    fate = _free_fate(streak, state, period, zone)
    if fate is not None:
        return fate
    if by_journey and _excused_before(state, period) < MOST_EXCUSED:
        return Fate.EXCUSED
    return Fate.FROZEN if state.freezes else None


def _free_fate(streak: Streak, state: StreakState, period: date, zone: ZoneInfo) -> Fate | None:
    if state.paused(period):
        return Fate.PAUSED
    return Fate.EXCUSED if streak.per is StreakPeriod.DAY and not has_day(period, zone) else None


def _excused_before(state: StreakState, period: date) -> int:
    """How many periods were excused since one was last done."""
    excused = 0
    while period > state.edge and state.fate(period := period_after(state.per, period, -1)) not in (None, Fate.DONE):
        excused += state.fate(period) is Fate.EXCUSED
    return excused
