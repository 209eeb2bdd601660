"""Effects on the wallet."""

from dataclasses import dataclass

from app.programme.model import ReturnPolicy
from app.wallet.lots import Terms
from app.wallet.movements import Movement
from app.wallet.warnings import Expiring


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
class Converted:
    """An amount spent now by itself, of what the wallet holds once all before it is written and due."""

    payment: Paid


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
class ExpiryWarned:
    """The member is told what is about to expire."""

    warning: Expiring


@dataclass(frozen=True, slots=True)
class Reversed:
    """One transaction undone. `late` are the terms for what its own lot no longer takes."""

    transaction: str
    original: Movement
    late: Terms
    reason: str
    author: str
