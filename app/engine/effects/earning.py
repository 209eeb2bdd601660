"""Effects on what is counted."""

from dataclasses import dataclass
from datetime import datetime

from app.earning.budgets import Share
from app.earning.state import EarningState
from app.members.rhythm import Rhythm


@dataclass(frozen=True, slots=True)
class Counted:
    """A change of the running totals; instants move only outwards."""

    purchases: int = 0
    spent: int = 0
    visits: int = 0
    purchased_at: datetime | None = None
    visited_at: datetime | None = None
    store: str | None = None
    """Where it was."""


@dataclass(frozen=True, slots=True)
class RhythmKept:
    """The member's rhythm from now on."""

    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Noted:
    """Where the member stands with the earning rules from now on."""

    state: EarningState


@dataclass(frozen=True, slots=True)
class BudgetTaken:
    """A part of a rule's budget that is used up."""

    share: Share
