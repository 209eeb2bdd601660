"""Count: an activity that the streak is about."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.programme.model import Streak, StreakFreezes, StreakPeriod, StreakReward
from app.streaks.calendar import period_after, period_of
from app.streaks.settle import date_of, scheduled, streak_after
from app.streaks.state import Fate, Kept, StreakState
from app.streaks.step import Change, Happening, Step
from app.words import Said, say

ALREADY = {
    StreakPeriod.DAY: say("the day {first} counts already"),
    StreakPeriod.WEEK: say("the week from {first} counts already"),
    StreakPeriod.MONTH: say("the month from {first} counts already"),
}


def counted(streak: Streak, state: StreakState, at: datetime, now: datetime, zone: ZoneInfo) -> Step:
    """The streak after an activity that happened at `at`, at `now` or earlier when it is reported late.

    It counts for its own date as long as that period is remembered, even if a freeze was used for it or it broke the
    run. A period is done once, however often the activity happens in it.
    """
    settled = streak_after(streak, state, now, zone)
    state = settled.state
    day = state.day if at >= now else min(state.day, date_of(streak, state, at, zone))
    period = period_of(streak.per, day)
    if period < state.edge:
        return replace(settled, unmoved=say("it was reported too late to count for {day}", day=day))
    if state.fate(period) is Fate.DONE:
        return replace(settled, unmoved=_already(streak, period))
    count = state.kept(period).count + 1
    step = _more(state, period, count) if count < streak.target else _done(streak, state, period, count)
    return replace(step, state=scheduled(streak, step.state, zone), happenings=settled.happenings + step.happenings)


def _already(streak: Streak, period: date) -> Said:
    return ALREADY[streak.per].filled(first=period)


def rewards_between(streak: Streak, paid: int, length: int) -> tuple[StreakReward, ...]:
    """What the lengths after `paid`, up to `length`, are rewarded with."""
    return tuple(
        reward for reached in range(paid + 1, length + 1) for reward in streak.rewards if reward.falls_on(reached)
    )


def _more(state: StreakState, period: date, count: int) -> Step:
    after = state.keep(period, Kept(count, state.fate(period)))
    return Step(after, (Happening(Change.COUNTED, period, after.length),))


def _done(streak: Streak, state: StreakState, period: date, count: int) -> Step:
    # Joining two runs pays nothing that either of them has paid already.
    paid = max(state.length, state.run_until(period_after(streak.per, period, -1)))
    after = state.keep(period, Kept(count, Fate.DONE))
    changes = [(Change.ADVANCED, period)]
    if state.fate(period) is Fate.FROZEN:
        after, change = _with_freeze_back(streak, after, period)
        changes.append(change)
    if streak.freezes.earn_every:
        after, earned = _toward_freeze(streak.freezes, after, streak.freezes.earn_every)
        changes += [(Change.FREEZE_GAINED, period)] * earned
    after = replace(after, best=max(after.best, after.run_through(period)))
    length = after.length
    happenings = tuple(Happening(change, on, length) for change, on in changes)
    return Step(after, happenings, rewards_between(streak, paid, length))


def _with_freeze_back(streak: Streak, state: StreakState, period: date) -> tuple[StreakState, tuple[Change, date]]:
    """The freeze goes where it would have gone in time: to the next missed period, else back to the member."""
    following = period
    while (following := period_after(streak.per, following)) < state.open:
        if state.fate(following) is None:
            moved = state.keep(following, Kept(state.kept(following).count, Fate.FROZEN))
            return moved, (Change.FREEZE_USED, following)
    held = max(state.freezes, min(state.freezes + 1, streak.freezes.hold_at_most))
    return replace(state, freezes=held), (Change.FREEZE_RETURNED, period)


def _toward_freeze(freezes: StreakFreezes, state: StreakState, every: int) -> tuple[StreakState, bool]:
    """One period closer to a freeze, or with it; while no more can be held, it waits."""
    if state.toward + 1 < every or state.freezes >= freezes.hold_at_most:
        return replace(state, toward=min(state.toward + 1, every)), False
    return replace(state, freezes=state.freezes + 1, toward=0), True
