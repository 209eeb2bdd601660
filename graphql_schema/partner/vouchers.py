"""Vouchers at the till: what one is, and whether it can be used now."""

from datetime import datetime
from typing import Annotated

import strawberry

from app.errors import Refusal
from app.identity.callers import PartnerCaller
from app.members.store import read_member
from app.offers.at_the_till import check_purchase, check_usable
from app.offers.codes import read_code, shown_code
from app.offers.discount import takes_off
from app.offers.refusals import UnknownVoucher
from app.offers.store import voucher_by_code
from app.offers.voucher import Receipt, Voucher
from graphql_schema.context import Context
from graphql_schema.errors import UserError, user_error
from graphql_schema.ids import global_id
from graphql_schema.money import Money, money
from graphql_schema.offers import OfferBenefit, VoucherStatus, offer_benefit, offer_name
from graphql_schema.partner.context import PartnerInfo, words_of
from graphql_schema.partner.items import ItemInput, items_of
from graphql_schema.partner.money import MoneyInput, minor_units

Code = Annotated[str, strawberry.argument(description="What the app shows, or what somebody read out.")]
Amount = Annotated[
    MoneyInput | None, strawberry.argument(description="The price of the whole purchase before the voucher.")
]
Items = Annotated[list[ItemInput] | None, strawberry.argument(description="What would be bought, at most 200 lines.")]
Reference = Annotated[
    str | None, strawberry.argument(description="The receipt's number, if the voucher is reserved for it.")
]


@strawberry.type(description="A voucher at the till: nothing about the person, and whose it is only as a code.")
class PartnerVoucher:
    """A voucher at the till."""

    code: str = strawberry.field(description="Its code, in groups of four.")
    member_id: strawberry.ID | None = strawberry.field(
        description="The global id of the member it was issued to; null once they were erased."
    )
    member_code: str | None = strawberry.field(
        description="The code that the member's app shows; null once they were erased."
    )
    offer: strawberry.ID = strawberry.field(description="The id of its offer in the programme.")
    name: str = strawberry.field(description="The name of its offer.")
    status: VoucherStatus = strawberry.field(description="Where it stands.")
    benefit: OfferBenefit = strawberry.field(description="What it is good for; of a surprise, too.")
    smallest_purchase: Money | None = strawberry.field(description="The smallest purchase it can be used on.")
    expires_at: datetime = strawberry.field(description="Until when it can be used.")
    redeemed_at: datetime | None = strawberry.field(description="When it was used.")
    redeemed_in: str | None = strawberry.field(description="The store in which it was used, if the till told it.")


@strawberry.type(description="What a voucher would do for a purchase now.")
class VoucherPreview:
    """What a voucher would do for a purchase."""

    voucher: PartnerVoucher | None = strawberry.field(description="The voucher; null when there is none.")
    takes_off: Money | None = strawberry.field(
        description="What to take off the purchase, rounded down; null when it would be refused, or when that depends "
        "on an amount or on items that were not told."
    )
    user_errors: list[UserError] = strawberry.field(description="Why it would be refused; empty when it would not.")


@strawberry.type
class VoucherQueries:
    """Looking at vouchers."""

    @strawberry.field(description="The voucher with this code; null when there is none.")
    async def voucher(self, info: PartnerInfo, code: Code) -> PartnerVoucher | None:
        try:
            return await partner_voucher(info.context, await voucher_behind(info.context, code))
        except UnknownVoucher:
            return None

    @strawberry.field(description="What a voucher would take off a purchase if it were redeemed now. Writes nothing.")
    async def preview_voucher(
        self, info: PartnerInfo, code: Code, amount: Amount = None, items: Items = None, reference: Reference = None
    ) -> VoucherPreview:
        shown = None
        try:
            kept = await voucher_behind(info.context, code)
            shown = await partner_voucher(info.context, kept)
            return VoucherPreview(
                voucher=shown, takes_off=_preview(info.context, kept, amount, items, reference), user_errors=[]
            )
        except Refusal as refusal:
            return VoucherPreview(
                voucher=shown,
                takes_off=None,
                user_errors=[user_error(refusal, words_of(info.context).language, within=())],
            )


async def voucher_behind(context: Context[PartnerCaller], text: str) -> Voucher:
    """The voucher whose code was typed or scanned. Raises UnknownVoucher."""
    code = read_code(text)
    kept = await voucher_by_code(context.backend.database, code) if code else None
    if kept is None:
        raise UnknownVoucher(text).about("code")
    return kept


async def partner_voucher(context: Context[PartnerCaller], kept: Voucher) -> PartnerVoucher:
    """A voucher as a till sees it."""
    words, used = words_of(context), kept.redeemed
    member = await read_member(context.backend.database, kept.member)
    return PartnerVoucher(
        code=shown_code(kept.code),
        member_id=global_id("Member", kept.member) if member else None,
        member_code=member["code"] if member else None,
        offer=strawberry.ID(kept.offer),
        name=offer_name(words, kept.offer),
        status=kept.standing(context.backend.clock.now()),
        benefit=offer_benefit(kept.benefit, words),
        smallest_purchase=money(kept.smallest_purchase, words.programme.currency) if kept.smallest_purchase else None,
        expires_at=kept.expires_at,
        redeemed_at=used.at if used else None,
        redeemed_in=used.store if used else None,
    )


def _preview(
    context: Context[PartnerCaller],
    kept: Voucher,
    amount: MoneyInput | None,
    items: list[ItemInput] | None,
    reference: str | None,
) -> Money | None:
    """What the voucher takes off. Raises a Refusal."""
    programme = context.published.programme
    receipt = Receipt(context.caller.partner_id, reference) if reference is not None else None
    price = minor_units(amount, programme) if amount else None
    goods = items_of(items, programme)
    check_usable(kept, receipt, context.backend.clock.now())
    check_purchase(kept, price, goods, programme.currency)
    off = takes_off(kept.benefit, price, goods)
    return None if off is None else money(off, programme.currency)
