"""Effects of offers."""

from dataclasses import dataclass
from enum import StrEnum

from app.offers.state import OffersState
from app.offers.taste import Taste
from app.offers.voucher import Voucher


@dataclass(frozen=True, slots=True)
class VoucherIssued:
    """A new voucher; `stock` is that of its offer, None for no limit."""

    voucher: Voucher
    stock: int | None


class VoucherChange(StrEnum):
    """What became of a voucher."""

    OPENED = "voucher_opened"
    RESERVED = "voucher_reserved"
    RELEASED = "voucher_released"
    REDEEMED = "voucher_redeemed"
    RESTORED = "voucher_restored"
    CANCELLED = "voucher_cancelled"


@dataclass(frozen=True, slots=True)
class VoucherChanged:
    """A voucher after something became of it."""

    change: VoucherChange
    voucher: Voucher


@dataclass(frozen=True, slots=True)
class OffersNoted:
    """Where the member stands with the offers from now on."""

    state: OffersState


@dataclass(frozen=True, slots=True)
class TasteLearnt:
    """What is known of the member's taste from now on."""

    taste: Taste
