"""Effects: what an activity leads to, before any of it has happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.earning.budgets import Share
from app.earning.state import EarningState
from app.mascot.human import Reactions
from app.mascot.round import EndedRound, Round
from app.mascot.state import MascotState
from app.programme.model import ReturnPolicy
from app.wallet.lots import Terms
from app.wallet.movements import Movement
from app.wheel.rules import SpinResult
from app.wheel.state import WheelState


@dataclass(frozen=True, slots=True)
class Earned:
    """An amount issued under terms, by a rule."""

    rule: str
    asset: str
    amount: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Paid:
    """An amount spent, by a rule."""

    rule: str
    asset: str
    amount: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A part of a purchase brought back, in minor units. `purchase` is the activity that recorded it."""

    purchase: str
    amount: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a return takes back of one earning: up to `due`, by the asset's policy."""

    rule: str
    asset: str
    due: int
    terms: Terms
    policy: ReturnPolicy


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An amount given (positive) or taken (negative) by staff."""

    asset: str
    amount: int
    terms: Terms
    reason: str
    author: str


@dataclass(frozen=True, slots=True)
class Reversed:
    """One transaction undone. `late` are the terms for what its own lot no longer takes."""

    transaction: str
    original: Movement
    late: Terms
    reason: str
    author: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A change of the running totals; instants move only outwards."""

    purchases: int = 0
    spent: int = 0
    visits: int = 0
    purchased_at: datetime | None = None
    visited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Where the member stands with the earning rules from now on."""

    state: EarningState


@dataclass(frozen=True, slots=True)
class BudgetTaken:
    """A part of a rule's budget that is used up."""

    share: Share


@dataclass(frozen=True, slots=True)
class Played:
    """One spin of a wheel."""

    wheel: str
    result: SpinResult
    stock: int | None
    """The stock of the segment that was won, None for no limit."""


@dataclass(frozen=True, slots=True)
class SeedRotated:
    """The next server seed took the place of the one with this number."""

    wheel: str
    state: WheelState
    revealed: int


@dataclass(frozen=True, slots=True)
class Donated:
    """An amount given to a cause; the brand gives `worth` minor units for it."""

    cause: str
    asset: str
    amount: int
    worth: int


@dataclass(frozen=True, slots=True)
class DonationUndone:
    """A donation that goes back with the reversal of its transaction."""

    cause: str
    asset: str
    amount: int
    worth: int


@dataclass(frozen=True, slots=True)
class CauseChosen:
    """Purchases from `at` on share with this cause, or with none."""

    cause: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Shared:
    """The brand gives an amount, in minor units, of a purchase to a cause."""

    cause: str
    amount: int


@dataclass(frozen=True, slots=True)
class ShareTakenBack:
    """The part of such a share that goes back with a return, in minor units."""

    cause: str
    amount: int


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A round of a mascot game was started."""

    state: MascotState
    round: Round


@dataclass(frozen=True, slots=True)
class RoundEnded:
    """A round was reported, or found to have expired. `reactions` are those of its catches."""

    state: MascotState
    ended: EndedRound
    reactions: Reactions


@dataclass(frozen=True, slots=True)
class RoundReviewed:
    """Staff decided about a round that waited for review."""

    state: MascotState
    round: str
    game: str
    asset: str
    approved: bool
    score: int
    paid: int
    author: str
    reason: str | None = None


Effect = (
    Earned
    | Paid
    | Returned
    | TakenBack
    | Adjusted
    | Reversed
    | Counted
    | Noted
    | BudgetTaken
    | Played
    | SeedRotated
    | Donated
    | DonationUndone
    | CauseChosen
    | Shared
    | ShareTakenBack
    | RoundOpened
    | RoundEnded
    | RoundReviewed
)

Outcome = Mapping[str, Any]
"""An effect once it has happened, as stored with the activity: `type` and facts, with the transaction it led to."""
