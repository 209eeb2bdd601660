"""Standing: what is missing for the next level, and what keeps the present one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.tiers.ladder import Ladder
from app.tiers.settle import qualification_ends
from app.tiers.state import TierState


@dataclass(frozen=True, slots=True)
class Next:
    """The next level, and how much is missing for it."""

    level: str
    missing: int


@dataclass(frozen=True, slots=True)
class Keep:
    """How much more must count by an instant, so that the level is not lost after it."""

    missing: int
    until: datetime


def next_level(ladder: Ladder, state: TierState) -> Next | None:
    """The next level that can be earned; None above the last one."""
    rank = ladder.above(ladder.rank(state.level))
    if rank is None:
        return None
    level = ladder.level(rank)
    assert level is not None
    return Next(level, ladder.threshold(rank) - progress(ladder, state))


def keep_level(ladder: Ladder, state: TierState, zone: ZoneInfo) -> Keep | None:
    """What keeps an earned level; None for none, for a bought one, and for one that needs nothing."""
    rank = ladder.rank(state.earned)
    until = qualification_ends(ladder, state, zone) if rank and state.earned == state.level else None
    if until is None:
        return None
    assert state.day is not None
    least = ladder.threshold(rank)
    found = ladder.window.falls_below(state.counts, state.day, least)
    return Keep(least - (found[1] if found else progress(ladder, state)), until)


def progress(ladder: Ladder, state: TierState) -> int:
    """What counts toward the next level: in the calendar period under way, or in all of a rolling one."""
    assert state.day is not None
    return ladder.window.progress(state.counts, state.day)
