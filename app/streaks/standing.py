"""Standing: what a member is shown of a streak."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.programme.model import Price, Streak, StreakReward
from app.streaks.calendar import period_after, start_of_day
from app.streaks.pause import paused_until
from app.streaks.restore import is_free, lost_run, restorable_until
from app.streaks.settle import lapses_at, streak_after
from app.streaks.state import Fate, Pause, StreakState, day_starts


@dataclass(frozen=True, slots=True)
class Standing:
    """A streak as of one instant. Instants are in UTC, dates are the member's."""

    state: StreakState
    length: int
    count: int
    """How often the activity was counted in the period under way, at most the target."""
    done: bool
    """Whether the period under way is done."""
    period_ends_at: datetime
    due_at: datetime | None
    """By when something must be done to go on without a freeze; None without a run."""
    alive_until: datetime | None
    """When the run breaks if nothing more is done, all freezes used; None without a run."""
    paused_until: date | None
    pauses: tuple[Pause, ...]
    """Pauses under way or to come."""
    lost: int
    """The length of the run that can be restored; 0 for none."""
    can_restore_until: datetime | None
    restore_price: Price | None
    """What that costs; None for nothing."""
    next_reward: tuple[int, StreakReward] | None
    """The length that is rewarded next, and with what."""


def standing(streak: Streak, state: StreakState, now: datetime, zone: ZoneInfo) -> Standing:
    """The streak as of `now` for a member in `zone`, whether or not a sweep has written down what time did."""
    state = streak_after(streak, state, now, zone).state
    length, kept = state.length, state.kept(state.open)
    lost, until, price = _restorable(streak, state, now, zone)
    return Standing(
        state=state,
        length=length,
        count=min(kept.count, streak.target),
        done=kept.fate is Fate.DONE,
        period_ends_at=start_of_day(period_after(streak.per, state.open), zone, day_starts(streak)),
        due_at=state.due_at,
        alive_until=lapses_at(streak, state, zone, freezes=state.freezes),
        paused_until=paused_until(state),
        pauses=tuple(pause for pause in state.pauses if pause.last >= state.day),
        lost=lost,
        can_restore_until=until,
        restore_price=price,
        next_reward=next_reward(streak, length),
    )


def next_reward(streak: Streak, length: int) -> tuple[int, StreakReward] | None:
    """The first length after this one that is rewarded, and with what; None when none is any more."""
    coming = ((at, reward) for reward in streak.rewards if (at := reward.next_after(length)))
    return min(coming, key=lambda one: one[0], default=None)


def _restorable(
    streak: Streak, state: StreakState, now: datetime, zone: ZoneInfo
) -> tuple[int, datetime | None, Price | None]:
    """The length of the run that can be restored at `now`, until when, and the price; none when nothing can be."""
    restore, lost = streak.restore, lost_run(state)
    if restore is None or lost is None:
        return 0, None, None
    until, price = restorable_until(streak, restore, lost, zone), None if is_free(restore, state) else restore.price
    if now >= until or (price is None and not is_free(restore, state)):
        return 0, None, None
    return lost.length, until, price
