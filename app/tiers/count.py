"""Count: what a member does counts toward a level, and what goes back no longer does."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.tiers.ladder import Ladder
from app.tiers.settle import Change, Why, counting, levelled, requalified
from app.tiers.state import TierState


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount that counts in a bucket; negative for what goes back."""

    bucket: str
    amount: int


def bucket_for(ladder: Ladder, state: TierState, at: datetime, zone: ZoneInfo) -> str | None:
    """The bucket that something done at an instant counts in; None when that is too long ago to count.

    A till's clock may run ahead: it counts today.
    """
    assert state.day is not None
    day: date = min(at.astimezone(zone).date(), state.day)
    return ladder.window.bucket(day) if ladder.window.exit(day) > state.day else None


def counted(ladder: Ladder, state: TierState, more: Counted, now: datetime) -> tuple[TierState, list[Change]]:
    """A settled state once more counts: a level that it is enough for is reached at once."""
    return requalified(ladder, _plus(state, more), now, Why.COUNTED)


def taken_back(ladder: Ladder, state: TierState, less: Counted, now: datetime) -> tuple[TierState, list[Change]]:
    """A settled state once something counts no more.

    It is as if it had never counted: a level that was only held thanks to it is lost at once, and without grace, down
    to the one that the rest is enough for. A grace that was running already goes on.
    """
    state = _plus(state, less)
    qualified = ladder.reached(counting(ladder, state))
    if qualified < ladder.rank(state.earned) and (state.until is None or state.until <= now):
        state = replace(state, earned=ladder.level(qualified), until=None)
    return levelled(ladder, state, now, Why.TAKEN_BACK)


def _plus(state: TierState, more: Counted) -> TierState:
    amount = state.counts.get(more.bucket, 0) + more.amount
    others = {bucket: count for bucket, count in state.counts.items() if bucket != more.bucket}
    return replace(state, counts={**others, more.bucket: amount} if amount else others)
