"""Previews: what a purchase would earn, without recording it."""

from typing import Annotated

import strawberry

from app.engine.activities import Purchase
from app.engine.foresee import foresee
from app.errors import Refusal
from app.identity.callers import PartnerCaller
from app.offers.at_the_till import check_purchase, check_usable
from app.offers.multiplier import check_multiplier
from app.offers.refusals import UnknownVoucher
from app.offers.store import vouchers_used_on
from app.offers.voucher import Receipt, Voucher
from graphql_schema.context import Context
from graphql_schema.errors import UserError, user_error
from graphql_schema.outcomes import Outcome, Reason, outcomes_of, reason_of
from graphql_schema.partner.context import PartnerInfo, words_of
from graphql_schema.partner.items import ItemInput, items_of
from graphql_schema.partner.members import Reference
from graphql_schema.partner.money import MoneyInput, minor_units
from graphql_schema.partner.vouchers import voucher_behind
from graphql_schema.references import MemberReferenceInput, member_behind

NO_RECEIPT_YET = "preview"
"""Stands for the reference where the till has none yet; none is taken by a preview."""

Amount = Annotated[MoneyInput, strawberry.argument(description="What would be paid.")]
Store = Annotated[str | None, strawberry.argument(description="The store, by your own name or number.")]
Channel = Annotated[str | None, strawberry.argument(description="How it would be sold, such as `till` or `webshop`.")]
Codes = Annotated[
    list[str] | None,
    strawberry.argument(description="Codes of the member's vouchers that would be redeemed before it."),
]
Number = Annotated[
    str | None, strawberry.argument(description="The receipt's number, if vouchers were redeemed or reserved on it.")
]
Items = Annotated[list[ItemInput] | None, strawberry.argument(description="What would be bought, at most 200 lines.")]


@strawberry.type(description="What a purchase would lead to now.")
class PurchasePreview:
    """What a purchase would lead to."""

    outcomes: list[Outcome] = strawberry.field(description="What it would lead to, each with its rule.")
    reasons: list[Reason] = strawberry.field(description="Why the other rules for purchases would not apply.")
    user_errors: list[UserError] = strawberry.field(description="Why it would be refused; empty when it would not.")


@strawberry.type
class PreviewQueries:
    """Looking ahead."""

    @strawberry.field(description="What a purchase would earn if it were recorded now. Nothing is written.")
    async def preview_purchase(
        self,
        info: PartnerInfo,
        member: Reference,
        amount: Amount,
        store: Store = None,
        channel: Channel = None,
        items: Items = None,
        reference: Number = None,
        vouchers: Codes = None,
    ) -> PurchasePreview:
        try:
            purchase = _purchase(info.context, amount, store, channel, items, reference)
            return await _preview(info.context, member, purchase, vouchers or [])
        except Refusal as refusal:
            return PurchasePreview(
                outcomes=[], reasons=[], user_errors=[user_error(refusal, words_of(info.context).language, within=())]
            )


async def _preview(
    context: Context[PartnerCaller], reference: MemberReferenceInput, purchase: Purchase, codes: list[str]
) -> PurchasePreview:
    member = await member_behind(context.backend, reference)
    redeeming = await _redeeming(context, member, purchase, codes)
    foreseen = await foresee(context.backend, member, purchase, redeeming)
    # The transactions are not in the ledger: an id would name what does not exist, or later something else.
    outcomes = [{**outcome, "transaction": None} for outcome in foreseen.outcomes]
    words = words_of(context)
    return PurchasePreview(
        outcomes=outcomes_of({"outcomes": outcomes}, words),
        reasons=[reason_of(one.rule, one.reason, words) for one in foreseen.decision.reasons],
        user_errors=[],
    )


async def _redeeming(
    context: Context[PartnerCaller], member: str, purchase: Purchase, codes: list[str]
) -> list[Voucher]:
    """The vouchers with these codes, if all of them can be redeemed on the purchase before it. Raises a Refusal."""
    database, receipt = context.backend.database, Receipt(purchase.partner, purchase.reference)
    used = await vouchers_used_on(database, member, receipt) if codes else []
    found: list[Voucher] = []
    for position, code in enumerate(codes):
        try:
            kept = await voucher_behind(context, code)
            if kept.member != member or kept in found:
                raise UnknownVoucher(code)
            check_usable(kept, receipt, context.backend.clock.now())
            check_multiplier(kept, [*used, *found], receipt, recorded=False)
        except Refusal as refusal:
            raise refusal.about("vouchers", str(position)) from None
        check_purchase(kept, purchase.amount, purchase.items, purchase.currency)
        found.append(kept)
    return found


def _purchase(
    context: Context[PartnerCaller],
    amount: MoneyInput,
    store: str | None,
    channel: str | None,
    items: list[ItemInput] | None,
    reference: str | None,
) -> Purchase:
    return Purchase(
        partner=context.caller.partner_id,
        reference=reference or NO_RECEIPT_YET,
        amount=minor_units(amount, context.published.programme),
        currency=amount.currency_code,
        store=store,
        channel=channel,
        items=items_of(items, context.published.programme),
    )
