"""Why an offer can't be had, or a voucher can't be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.errors import Refusal
from app.programme.model import Period
from app.programme.per import per_or_ever
from app.programme.values import money_words
from app.words import Fact, Said, often, say


@dataclass(eq=False)
class UnknownOffer(Refusal):
    """The programme has no such offer."""

    code: ClassVar[str] = "UNKNOWN_OFFER"
    remedy: ClassVar[str] = "Read the offers anew: the programme has changed."
    words: ClassVar[str] = "There is no offer {offer}."
    offer: str


@dataclass(eq=False)
class OfferHadOtherwise(Refusal):
    """The offer is not to be had in this way."""

    code: ClassVar[str] = "OFFER_HAD_OTHERWISE"
    remedy: ClassVar[str] = "Read from the message in which way it can be had."
    words: ClassVar[str] = "The offer {offer} can't be had in this way; {way_out}."
    offer: str
    way_out: Said


@dataclass(eq=False)
class OfferNotOpen(Refusal):
    """The offer has not begun, or it is over."""

    code: ClassVar[str] = "OFFER_NOT_OPEN"
    remedy: ClassVar[str] = "Show from when and until when it can be had."
    words: ClassVar[str] = "The offer {offer} is not open now."
    offer: str
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(eq=False)
class OfferNotForMember(Refusal):
    """The offer's condition does not hold for the member."""

    code: ClassVar[str] = "OFFER_NOT_FOR_MEMBER"
    remedy: ClassVar[str] = "Show the message: the member may come to fulfil it."
    words: ClassVar[str] = "The offer {offer} is not open to this member: {unmet}."
    offer: str
    unmet: Said
    """What does not hold, in plain words."""


@dataclass(eq=False)
class OfferLimitReached(Refusal):
    """The member had the offer as often as one member can."""

    code: ClassVar[str] = "OFFER_LIMIT_REACHED"
    remedy: ClassVar[str] = "Show when it can be had again, if ever."
    words: ClassVar[str] = "The offer {offer} can be had {limit}."
    offer: str
    times: int
    per: Period | None
    next_at: datetime | None
    """When it can be had again; None for never."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"limit": per_or_ever(often(self.times), self.per)}


@dataclass(eq=False)
class OfferTooSoon(Refusal):
    """The member had the offer not long ago."""

    code: ClassVar[str] = "OFFER_TOO_SOON"
    remedy: ClassVar[str] = "Show when it can be had again."
    words: ClassVar[str] = "You had the offer {offer} not long ago; it can be had again from {next_at:%Y-%m-%d} on."
    offer: str
    next_at: datetime


@dataclass(eq=False)
class OfferSoldOut(Refusal):
    """All vouchers of the offer are taken."""

    code: ClassVar[str] = "OFFER_SOLD_OUT"
    remedy: ClassVar[str] = "Show it as sold out: a voucher that is handed back frees a place."
    words: ClassVar[str] = "The offer {offer} is sold out."
    offer: str


@dataclass(eq=False)
class NothingFits(Refusal):
    """Each thing that a surprise can be is something the member dislikes."""

    code: ClassVar[str] = "NOTHING_FITS"
    remedy: ClassVar[str] = "Offer something else."
    words: ClassVar[str] = "The offer {offer} has nothing that fits this member's taste."
    offer: str


@dataclass(eq=False)
class UnknownVoucher(Refusal):
    """No voucher has this code or id."""

    code: ClassVar[str] = "UNKNOWN_VOUCHER"
    remedy: ClassVar[str] = "Read the code or the id again."
    words: ClassVar[str] = "There is no voucher {voucher}."
    voucher: str


@dataclass(eq=False)
class AlreadyRedeemed(Refusal):
    """The voucher was redeemed before."""

    code: ClassVar[str] = "ALREADY_REDEEMED"
    remedy: ClassVar[str] = "Show when and where; the voucher is used up."
    words: ClassVar[str] = "The voucher was already redeemed at {redeemed_at:%Y-%m-%d %H:%M} UTC, in {place}."
    redeemed_at: datetime
    place: str
    """The store, or the partner where no store was told."""
    reference: str
    """Of the receipt."""


@dataclass(eq=False)
class VoucherExpired(Refusal):
    """The voucher's time is over."""

    code: ClassVar[str] = "VOUCHER_EXPIRED"
    remedy: ClassVar[str] = "Show since when."
    words: ClassVar[str] = "The voucher expired at {expired_at:%Y-%m-%d %H:%M} UTC."
    expired_at: datetime


@dataclass(eq=False)
class VoucherCancelled(Refusal):
    """The voucher was cancelled, handed back or taken back."""

    code: ClassVar[str] = "VOUCHER_CANCELLED"
    remedy: ClassVar[str] = "Take it off the list."
    words: ClassVar[str] = "The voucher is no longer valid since {cancelled_at:%Y-%m-%d %H:%M} UTC."
    cancelled_at: datetime


@dataclass(eq=False)
class VoucherReserved(Refusal):
    """Another receipt holds the voucher at this moment."""

    code: ClassVar[str] = "VOUCHER_RESERVED"
    remedy: ClassVar[str] = "Try again when the reservation has ended, or release it at the till that holds it."
    words: ClassVar[str] = "The voucher is reserved for another receipt until {until:%Y-%m-%d %H:%M:%S} UTC."
    retryable: ClassVar[bool] = True
    until: datetime


@dataclass(eq=False)
class VoucherNotReserved(Refusal):
    """There is no reservation of this receipt to release."""

    code: ClassVar[str] = "VOUCHER_NOT_RESERVED"
    remedy: ClassVar[str] = "Nothing is left to do: it is not held for this receipt."
    words: ClassVar[str] = "The voucher is not reserved for the receipt {reference}."
    reference: str


@dataclass(eq=False)
class VoucherNotRedeemed(Refusal):
    """There is no redemption of this receipt to cancel."""

    code: ClassVar[str] = "VOUCHER_NOT_REDEEMED"
    remedy: ClassVar[str] = "Only the till's own redemption on this receipt can be undone: look at the reference again."
    words: ClassVar[str] = "The voucher was not redeemed on the receipt {reference} of yours."
    reference: str


@dataclass(eq=False)
class InvalidReservation(Refusal):
    """A reservation for too short or too long a time."""

    code: ClassVar[str] = "INVALID_RESERVATION"
    remedy: ClassVar[str] = "Ask for a time within the limits."
    words: ClassVar[str] = "A voucher is reserved for {least} to {most} seconds."
    seconds: int
    least: int
    most: int


@dataclass(eq=False)
class PurchaseTooSmall(Refusal):
    """The purchase is smaller than the voucher asks."""

    code: ClassVar[str] = "PURCHASE_TOO_SMALL"
    remedy: ClassVar[str] = "Show the smallest purchase."
    words: ClassVar[str] = "The voucher is for purchases of {shown} or more."
    least: int
    amount: int | None
    """In minor units; None when the till told none."""
    currency: str

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"shown": money_words(self.least, self.currency)}


@dataclass(eq=False)
class VoucherForNextPurchase(Refusal):
    """The voucher was given for this very purchase, and is for a later one."""

    code: ClassVar[str] = "VOUCHER_FOR_NEXT_PURCHASE"
    remedy: ClassVar[str] = "Keep it for the next receipt."
    words: ClassVar[str] = "The voucher was given for the receipt {reference}; it is for a later purchase."
    reference: str


@dataclass(eq=False)
class VoucherDoesNotFit(Refusal):
    """Nothing of the purchase is what the voucher is for."""

    code: ClassVar[str] = "VOUCHER_DOES_NOT_FIT"
    remedy: ClassVar[str] = "Show what the voucher is for; send the items of the purchase."
    words: ClassVar[str] = "Nothing on this receipt is what the voucher is for: {goods}."
    goods: tuple[str, ...]


@dataclass(eq=False)
class PurchaseAlreadyRecorded(Refusal):
    """The purchase has earned what it earns: the voucher that multiplies it comes before it."""

    code: ClassVar[str] = "PURCHASE_ALREADY_RECORDED"
    remedy: ClassVar[str] = "Keep the voucher for the next purchase, or return the whole purchase."
    words: ClassVar[str] = (
        "The purchase {reference} is recorded already, and has earned what it earns: a voucher that multiplies is "
        "redeemed before that, and given back by returning the purchase."
    )
    reference: str


@dataclass(eq=False)
class MultiplierAlreadyUsed(Refusal):
    """Another voucher multiplies the same purchase."""

    code: ClassVar[str] = "MULTIPLIER_ALREADY_USED"
    remedy: ClassVar[str] = "Keep this voucher for another purchase."
    words: ClassVar[str] = "Another voucher multiplies the purchase {reference} already; one of them can be used on it."
    reference: str


@dataclass(eq=False)
class NothingToOpen(Refusal):
    """The voucher is no surprise, or it is open already."""

    code: ClassVar[str] = "NOTHING_TO_OPEN"
    remedy: ClassVar[str] = "Read the voucher to show what it is."
    words: ClassVar[str] = "The voucher is no surprise that could be opened."


@dataclass(eq=False)
class NotRefundable(Refusal):
    """The time is over in which a bought voucher can be handed back."""

    code: ClassVar[str] = "NOT_REFUNDABLE"
    remedy: ClassVar[str] = "Keep the voucher: it is still valid."
    words: ClassVar[str] = "What was bought can't be handed back{since}."
    until: datetime | None
    """None when it never could."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"since": say(" since {until:%Y-%m-%d %H:%M} UTC", until=self.until) if self.until else ""}
