"""Effects on the causes."""

from dataclasses import dataclass
from datetime import datetime


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
