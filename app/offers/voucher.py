"""A voucher and where it stands. What time does to it, it shows by itself: no sweep has to come by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.offers.benefit import Benefit
from app.offers.choose import Reason
from app.offers.surprise import Drawn
from app.programme.model import Price


class Standing(StrEnum):
    """Where a voucher stands."""

    ISSUED = "issued"
    RESERVED = "reserved"
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A partner's receipt, by its reference."""

    partner: str
    reference: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """Held for one receipt until an instant."""

    receipt: Receipt
    until: datetime


@dataclass(frozen=True, slots=True)
class Redemption:
    """Used on a receipt. `took_off` is in minor units, None where only the till knows."""

    receipt: Receipt
    at: datetime
    store: str | None
    took_off: int | None


class Cancelled(StrEnum):
    """Why a voucher is no longer valid."""

    BY_STAFF = "by_staff"
    HANDED_BACK = "handed_back"
    PURCHASE_RETURNED = "purchase_returned"
    """The purchase that it was given for was brought back."""
    PAYMENT_REVERSED = "payment_reversed"
    MEMBER_ERASED = "member_erased"


@dataclass(frozen=True, slots=True)
class Cancellation:
    """When and why a voucher stopped being valid; `reason` and `author` are the staff's."""

    at: datetime
    why: Cancelled
    reason: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """A voucher, with the terms of its offer as they were when it was issued. Money is in minor units."""

    code: str
    member: str
    number: int
    """From 1, for each member."""
    offer: str
    activity: str = ""
    """What issued it; known once that is recorded."""
    issued_at: datetime
    expires_at: datetime
    benefit: Benefit
    smallest_purchase: int = 0
    reasons: Sequence[Reason] = ()
    """Why it was chosen for the member, if it was."""
    receipt: Receipt | None = None
    """The receipt that it was given for: it can't be used on that one."""
    price: Price | None = None
    """What the member paid for it."""
    refundable_until: datetime | None = None
    value: int | None = None
    cost: int | None = None
    of_stock: bool = False
    """Whether it is counted in its offer's stock."""
    period: str | None = None
    """The period in which it is counted for its offer's cap."""
    surprise: Drawn | None = None
    opened_at: datetime | None = None
    """When the member opened a surprise."""
    reserved: Reservation | None = None
    redeemed: Redemption | None = None
    cancelled: Cancellation | None = None

    def standing(self, now: datetime) -> Standing:
        """Where it stands at an instant."""
        if self.cancelled:
            return Standing.CANCELLED
        if self.redeemed:
            return Standing.REDEEMED
        if self.expires_at <= now:
            return Standing.EXPIRED
        return Standing.RESERVED if self.held(now) else Standing.ISSUED

    def held(self, now: datetime) -> Reservation | None:
        """The reservation that holds at an instant."""
        return self.reserved if self.reserved and now < self.reserved.until else None

    @property
    def is_closed(self) -> bool:
        """Whether it is a surprise that the member has not opened."""
        return self.surprise is not None and self.opened_at is None

    @property
    def id(self) -> str:
        """Names the voucher without its code."""
        return voucher_id(self.member, self.number)


def voucher_id(member: str, number: int) -> str:
    """The id of a member's voucher: it says nothing about the code."""
    return f"{member}:{number}"


def parse_voucher_id(text: str) -> tuple[str, int] | None:
    """The member and the number; None when the text is no such id."""
    member, _, number = text.rpartition(":")
    known = member and number.isascii() and number.isdigit() and len(number) <= 9
    return (member, int(number)) if known else None
