"""A step: what became of a streak, and what is worth telling about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.programme.model import StreakReward
from app.streaks.state import StreakState
from app.words import Said


class Change(StrEnum):
    """What can happen to a streak."""

    COUNTED = "counted"
    """An activity counted; the period needs more of them."""
    ADVANCED = "advanced"
    """A period is done."""
    FREEZE_USED = "freeze_used"
    FREEZE_GAINED = "freeze_gained"
    FREEZE_RETURNED = "freeze_returned"
    """The period it was used for is done after all."""
    EXCUSED = "excused"
    """A journey cut the period short."""
    BROKEN = "broken"
    PAUSED = "paused"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Happening:
    """A change, the first day of the period it is about, and the length of the run: for a broken one, what was lost."""

    change: Change
    on: date
    length: int


@dataclass(frozen=True, slots=True)
class Step:
    """The state after something happened, what happened on the way in order, and what is to be paid."""

    state: StreakState
    happenings: tuple[Happening, ...] = ()
    rewards: tuple[StreakReward, ...] = ()
    unmoved: Said | None = None
    """Why an activity did not count."""
