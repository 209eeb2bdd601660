"""Outcomes about vouchers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry

from app.offers.describe import reason_words
from app.offers.documents import reasons_from
from app.offers.voucher import Cancelled
from app.programme.values import money_words
from app.words import Said, say
from graphql_schema.enums import api_enum
from graphql_schema.ids import global_id
from graphql_schema.money import Money, money
from graphql_schema.offers import offer_name
from graphql_schema.outcome import Outcome, Stored, Words

CancelledBy: Any = api_enum(
    Cancelled,
    "Why a voucher is no longer valid.",
    {
        Cancelled.BY_STAFF: "Staff cancelled it.",
        Cancelled.HANDED_BACK: "The member handed it back.",
        Cancelled.PURCHASE_RETURNED: "The purchase that it was given for was brought back.",
        Cancelled.PAYMENT_REVERSED: "Staff undid the payment for it.",
        Cancelled.MEMBER_ERASED: "The member was erased.",
    },
    name="VoucherCancelledBecause",
)
WHY = {
    Cancelled.BY_STAFF: say("cancelled"),
    Cancelled.HANDED_BACK: say("handed back"),
    Cancelled.PURCHASE_RETURNED: say("taken back with the purchase"),
    Cancelled.PAYMENT_REVERSED: say("taken back with its payment"),
    Cancelled.MEMBER_ERASED: say("gone with the member, who was erased"),
}


@strawberry.interface(description="An outcome about a voucher. None of them tells its code.")
class AboutVoucher(Outcome):
    """An outcome about a voucher."""

    offer: str = strawberry.field(description="The id of the offer in the programme.")
    voucher_id: strawberry.ID = strawberry.field(description="The voucher, for `node(id)` of the member API.")


@strawberry.type(description="A voucher was issued.")
class VoucherIssued(AboutVoucher):
    """A voucher was issued."""

    rule: str = strawberry.field(description="What gave it: `offer:<id>`.")
    expires_at: datetime = strawberry.field(description="Until when it can be used.")
    reasons: list[str] = strawberry.field(description="Why it was chosen for the member, in words; if it was chosen.")


@strawberry.type(description="A surprise was opened.")
class SurpriseOpened(AboutVoucher):
    """A surprise was opened."""

    won: str = strawberry.field(description="The id of the part of the surprise that it is.")


@strawberry.type(description="A till holds a voucher for a receipt.")
class VoucherReserved(AboutVoucher):
    """A till holds a voucher."""

    until: datetime = strawberry.field(description="Until when.")


@strawberry.type(description="A till holds a voucher no longer.")
class VoucherReleased(AboutVoucher):
    """A till holds a voucher no longer."""


@strawberry.type(description="A voucher was used.")
class VoucherRedeemed(AboutVoucher):
    """A voucher was used."""

    took_off: Money | None = strawberry.field(description="What it took off; null where only the till knows.")


@strawberry.type(description="A voucher that was used can be used again.")
class VoucherRestored(AboutVoucher):
    """A voucher can be used again."""

    expires_at: datetime = strawberry.field(description="Until when it can be used.")


@strawberry.type(description="A voucher that was not used is no longer valid.")
class VoucherCancelled(AboutVoucher):
    """A voucher is no longer valid."""

    because: CancelledBy = strawberry.field(description="Why.")
    reason: str | None = strawberry.field(description="Why, in the words of the staff.")


OFFER_OUTCOME_TYPES: list[type[Any]] = [
    VoucherIssued,
    SurpriseOpened,
    VoucherReserved,
    VoucherReleased,
    VoucherRedeemed,
    VoucherRestored,
    VoucherCancelled,
]
"""To be named when a schema is made: it can't see them behind the interface."""


def _issued(outcome: Stored, words: Words) -> VoucherIssued:
    return VoucherIssued(
        message=words.say("A voucher: {offer}", offer=offer_name(words, outcome["offer"])),
        rule=outcome["rule"],
        expires_at=outcome["expires_at"],
        reasons=[words.put(reason_words(one)) for one in reasons_from(outcome["reasons"])],
        **_about(outcome),
    )


def _opened(outcome: Stored, words: Words) -> SurpriseOpened:
    offer = words.programme.offers.get(outcome["offer"])
    labels = {part.id: part.label for part in offer.surprise or ()} if offer else {}
    label = labels.get(outcome["won"])
    shown = words.text(label) if label else outcome["won"]
    message = f"{offer_name(words, outcome['offer'])}: {shown}"
    return SurpriseOpened(message=message, won=outcome["won"], **_about(outcome))


def _reserved(outcome: Stored, words: Words) -> VoucherReserved:
    return VoucherReserved(message=_message(outcome, words, say("reserved")), until=outcome["until"], **_about(outcome))


def _released(outcome: Stored, words: Words) -> VoucherReleased:
    return VoucherReleased(message=_message(outcome, words, say("no longer reserved")), **_about(outcome))


def _redeemed(outcome: Stored, words: Words) -> VoucherRedeemed:
    took_off, currency = outcome["took_off"], words.programme.currency
    redeemed = say("redeemed, {money} off", money=money_words(took_off or 0, currency)) if took_off else say("redeemed")
    return VoucherRedeemed(
        message=_message(outcome, words, redeemed),
        took_off=None if took_off is None else money(took_off, currency),
        **_about(outcome),
    )


def _restored(outcome: Stored, words: Words) -> VoucherRestored:
    message = _message(outcome, words, say("can be used again"))
    return VoucherRestored(message=message, expires_at=outcome["expires_at"], **_about(outcome))


def _cancelled(outcome: Stored, words: Words) -> VoucherCancelled:
    because = Cancelled(outcome["why"])
    why: Said = WHY[because]
    if outcome["reason"]:
        why = say("{why}: {reason}", why=why, reason=outcome["reason"])
    return VoucherCancelled(
        message=_message(outcome, words, why), because=because, reason=outcome["reason"], **_about(outcome)
    )


def _message(outcome: Stored, words: Words, became: Said) -> str:
    return words.say("{offer}: {became}", offer=offer_name(words, outcome["offer"]), became=became)


def _about(outcome: Stored) -> dict[str, Any]:
    return {"offer": outcome["offer"], "voucher_id": global_id("Voucher", outcome["voucher"])}


SHOW_OFFERS: dict[str, Callable[[Stored, Words], Outcome]] = {
    "voucher_issued": _issued,
    "voucher_opened": _opened,
    "voucher_reserved": _reserved,
    "voucher_released": _released,
    "voucher_redeemed": _redeemed,
    "voucher_restored": _restored,
    "voucher_cancelled": _cancelled,
}
"""How each stored outcome is shown."""
