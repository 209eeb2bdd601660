"""Restore: make good the periods that broke a run."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.programme.model import Price, Streak, StreakRestore
from app.streaks.calendar import days_later, period_after, start_of_day
from app.streaks.count import rewards_between
from app.streaks.refusals import NotBroken, RestoreNotOffered, RestoresUsedUp, RestoreTooLate
from app.streaks.settle import scheduled, streak_after
from app.streaks.state import Fate, Kept, Restores, StreakState, day_starts
from app.streaks.step import Change, Happening, Step


@dataclass(frozen=True, slots=True)
class Lost:
    """The run that was broken last: how long it was, and the periods that were missed, both included."""

    length: int
    first_missed: date
    last_missed: date


def restored(name: str, streak: Streak, state: StreakState, now: datetime, zone: ZoneInfo) -> tuple[Step, Price | None]:
    """The streak with the run that was broken last, joined to what was done since; and what that costs, if anything.

    Raises RestoreNotOffered, NotBroken, RestoreTooLate or RestoresUsedUp.
    """
    if streak.restore is None:
        raise RestoreNotOffered(name).about("streak")
    settled = streak_after(streak, state, now, zone)
    state = settled.state
    lost = lost_run(state)
    if lost is None:
        raise NotBroken(name).about("streak")
    until = restorable_until(streak, streak.restore, lost, zone)
    if now >= until:
        raise RestoreTooLate(name, until).about("streak")
    free = is_free(streak.restore, state)
    if not free and streak.restore.price is None:
        raise RestoresUsedUp(name, streak.restore.free_per_year).about("streak")
    after = scheduled(streak, _mended(state, lost, free), zone)
    happening = Happening(Change.RESTORED, lost.first_missed, after.length)
    rewards = rewards_between(streak, max(lost.length, state.length), after.length)
    return Step(after, (*settled.happenings, happening), rewards), None if free else streak.restore.price


def lost_run(state: StreakState) -> Lost | None:
    """The run that was broken last; None when none is remembered."""
    period = period_after(state.per, state.open, -1)
    while period >= state.edge and state.fate(period) is not None:
        period = period_after(state.per, period, -1)
    last_missed = period
    while period >= state.edge and state.fate(period) is None:
        period = period_after(state.per, period, -1)
    length = state.run_until(period)
    if last_missed < state.edge or not length:
        return None
    return Lost(length, period_after(state.per, period), last_missed)


def restorable_until(streak: Streak, restore: StreakRestore, lost: Lost, zone: ZoneInfo) -> datetime:
    """When it is too late to restore a run."""
    broken_on = period_after(streak.per, lost.first_missed)
    return start_of_day(days_later(broken_on, restore.within), zone, day_starts(streak))


def is_free(restore: StreakRestore, state: StreakState) -> bool:
    """Whether the next restore costs nothing."""
    return _free_this_year(state) < restore.free_per_year


def _free_this_year(state: StreakState) -> int:
    return state.free_restores.times if state.free_restores.year == state.day.year else 0


def _mended(state: StreakState, lost: Lost, free: bool) -> StreakState:
    if free:
        state = replace(state, free_restores=Restores(state.day.year, _free_this_year(state) + 1))
    period = lost.first_missed
    while period <= lost.last_missed:
        state = state.keep(period, Kept(state.kept(period).count, Fate.RESTORED))
        period = period_after(state.per, period)
    return replace(state, best=max(state.best, state.length))
