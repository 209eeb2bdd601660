"""Previews: what a purchase would earn, without recording it."""

from typing import Annotated

import strawberry

from app.engine.activities import Purchase
from app.engine.foresee import foresee
from app.errors import Refusal
from app.identity.callers import PartnerCaller
from graphql_schema.context import Context
from graphql_schema.errors import UserError, user_error
from graphql_schema.outcomes import Outcome, Reason, outcomes_of, reason_of
from graphql_schema.partner.context import PartnerInfo, words_of
from graphql_schema.partner.items import ItemInput, items_of
from graphql_schema.partner.members import Reference
from graphql_schema.partner.money import MoneyInput, minor_units
from graphql_schema.references import MemberReferenceInput, member_behind

NO_RECEIPT_YET = "preview"
"""Stands for the reference, which a preview neither has nor takes."""

Amount = Annotated[MoneyInput, strawberry.argument(description="What would be paid.")]
Store = Annotated[str | None, strawberry.argument(description="The store, by your own name or number.")]
Channel = Annotated[str | None, strawberry.argument(description="How it would be sold, such as `till` or `webshop`.")]
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
    ) -> PurchasePreview:
        try:
            return await _preview(info.context, member, amount, store, channel, items)
        except Refusal as refusal:
            return PurchasePreview(
                outcomes=[], reasons=[], user_errors=[user_error(refusal, words_of(info.context).language, within=())]
            )


async def _preview(
    context: Context[PartnerCaller],
    reference: MemberReferenceInput,
    amount: MoneyInput,
    store: str | None,
    channel: str | None,
    items: list[ItemInput] | None,
) -> PurchasePreview:
    purchase = Purchase(
        partner=context.caller.partner_id,
        reference=NO_RECEIPT_YET,
        amount=minor_units(amount, context.published.programme),
        currency=amount.currency_code,
        store=store,
        channel=channel,
        items=items_of(items, context.published.programme),
    )
    foreseen = await foresee(context.backend, await member_behind(context.backend, reference), purchase)
    # The transactions are not in the ledger: an id would name what does not exist, or later something else.
    outcomes = [{**outcome, "transaction": None} for outcome in foreseen.outcomes]
    words = words_of(context)
    return PurchasePreview(
        outcomes=outcomes_of({"outcomes": outcomes}, words),
        reasons=[reason_of(one.rule, one.reason, words) for one in foreseen.decision.reasons],
        user_errors=[],
    )
