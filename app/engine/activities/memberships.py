"""Memberships that are bought, and cancelled."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipPurchase(Activity):
    """Bought a membership, or more time of it, for what it costs in an asset."""

    kind: ClassVar[str] = "membership_purchase"
    membership: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipCancellation(Activity):
    """Staff ended a membership at once, with a reason. It pays nothing back: that is a reversal or a return."""

    kind: ClassVar[str] = "membership_cancellation"
    membership: str
    reason: str
    author: str
