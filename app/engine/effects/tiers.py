"""Effects on tiers and memberships."""

from dataclasses import dataclass

from app.tiers.count import Counted
from app.tiers.membership import Payment
from app.tiers.settle import Change, Why
from app.tiers.state import TierState


@dataclass(frozen=True, slots=True)
class TierMoved:
    """Where the member stands from now on."""

    state: TierState


@dataclass(frozen=True, slots=True)
class TierCounted:
    """Something counts toward a level, or no longer does. `what` says what is counted, such as `earned:points`."""

    what: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class TierChanged:
    """The level changed."""

    change: Change


@dataclass(frozen=True, slots=True)
class MembershipBought:
    """A time of a membership was paid for."""

    payment: Payment
    paid: int | None
    """What a shop took for it, in minor units; None when it was bought in the app."""


@dataclass(frozen=True, slots=True)
class MembershipCancelled:
    """A membership loses the time that one activity paid for, or all of it."""

    membership: str
    number: int | None
    """The number of the activity; None for all."""
    why: Why


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """A membership is over."""

    membership: str
