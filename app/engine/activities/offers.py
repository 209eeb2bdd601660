"""What members, partners and staff do with offers and vouchers. A voucher is named by its number, never by its code."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity
from app.engine.activities.shop import Item
from app.programme.model import Reporter


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferClaim(Activity):
    """Took an offer from the catalogue."""

    kind: ClassVar[str] = "offer_claim"
    offer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardPurchase(Activity):
    """Bought an offer for its price."""

    kind: ClassVar[str] = "reward_purchase"
    offer: str
    seller: Reporter | None = None
    """Where it was bought; None for the app."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherIssue(Activity):
    """Staff gave a member an offer, with a reason; with `charge`, for its price out of the member's wallet."""

    kind: ClassVar[str] = "voucher_issue"
    offer: str
    charge: bool
    reason: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherOpening(Activity):
    """Opened a surprise."""

    kind: ClassVar[str] = "voucher_opening"
    voucher: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherReturn(Activity):
    """Handed back a voucher that was not used; `unwanted` says that it was nothing for the member's taste."""

    kind: ClassVar[str] = "voucher_return"
    voucher: int
    unwanted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherCancellation(Activity):
    """Staff took a voucher out of force, with a reason."""

    kind: ClassVar[str] = "voucher_cancellation"
    voucher: int
    reason: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherReservation(Activity):
    """A till holds a voucher for a receipt, for so many seconds."""

    kind: ClassVar[str] = "voucher_reservation"
    voucher: int
    partner: str
    reference: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherRelease(Activity):
    """A till holds a voucher no longer."""

    kind: ClassVar[str] = "voucher_release"
    voucher: int
    partner: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption(Activity):
    """Used a voucher on a receipt, which comes to `amount` minor units before it."""

    kind: ClassVar[str] = "redemption"
    voucher: int
    partner: str
    reference: str
    amount: int | None = None
    currency: str | None = None
    store: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionCancellation(Activity):
    """The till undid a redemption."""

    kind: ClassVar[str] = "redemption_cancellation"
    voucher: int
    partner: str
    reference: str
