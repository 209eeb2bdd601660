"""Purchases: record one, bring one back."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import Purchase, Return
from app.identity.callers import PartnerCaller
from graphql_schema.context import Context
from graphql_schema.partner.context import PartnerInfo
from graphql_schema.partner.items import ItemInput, items_of
from graphql_schema.partner.money import MoneyInput, minor_units
from graphql_schema.partner.recording import Recorded, recorded
from graphql_schema.references import MemberReferenceInput


@strawberry.input(description="A purchase of a member.")
class RecordPurchaseInput:
    """A purchase of a member."""

    idempotency_key: UUID = strawberry.field(description="New for each purchase; the same when it is sent again.")
    member: MemberReferenceInput = strawberry.field(description="Who bought.")
    reference: str = strawberry.field(description="The receipt's number: one of a kind among your purchases.")
    amount: MoneyInput = strawberry.field(description="What was paid, 0 or more.")
    occurred_at: datetime | None = strawberry.field(default=None, description="When it was; now when left out.")
    store: str | None = strawberry.field(default=None, description="The store, by your own name or number.")
    channel: str | None = strawberry.field(default=None, description="How it was sold, such as `till` or `webshop`.")
    items: list[ItemInput] = strawberry.field(default_factory=list, description="What was bought, at most 200 lines.")
    payment_reference: str | None = strawberry.field(
        default=None,
        description="What stands for the means of payment, such as a card's token: 1 to 100 characters. Only a keyed "
        "hash of it is kept, to tell friends whom members bring from the members themselves.",
    )


AskedPurchase = Annotated[RecordPurchaseInput, strawberry.argument(name="input", description="The purchase.")]


@strawberry.input(description="A purchase that was brought back, or a part of it.")
class RecordReturnInput:
    """A purchase that was brought back."""

    idempotency_key: UUID = strawberry.field(description="New for each return; the same when it is sent again.")
    member: MemberReferenceInput = strawberry.field(description="Who had bought.")
    reference: str = strawberry.field(description="The reference of the purchase.")
    amount: MoneyInput | None = strawberry.field(
        default=None, description="What was paid back; all that is left of the purchase when left out."
    )


AskedReturn = Annotated[RecordReturnInput, strawberry.argument(name="input", description="What was brought back.")]


@strawberry.type(description="What became of a purchase.")
class RecordPurchasePayload(Recorded):
    """What became of a purchase."""


@strawberry.type(description="What became of a return.")
class RecordReturnPayload(Recorded):
    """What became of a return."""


@strawberry.type
class PurchaseMutations:
    """Recording purchases and returns."""

    @strawberry.mutation(description="Record a purchase: the member earns what the programme gives for it.")
    async def record_purchase(self, info: PartnerInfo, asked: AskedPurchase) -> RecordPurchasePayload:
        return await recorded(
            RecordPurchasePayload,
            info.context,
            asked.idempotency_key,
            asked.member,
            lambda: _purchase(info.context, asked),
        )

    @strawberry.mutation(
        description="Record that a purchase came back, whole or in part: what it earned goes back in proportion."
    )
    async def record_return(self, info: PartnerInfo, asked: AskedReturn) -> RecordReturnPayload:
        return await recorded(
            RecordReturnPayload,
            info.context,
            asked.idempotency_key,
            asked.member,
            lambda: _return(info.context, asked),
        )


def _purchase(context: Context[PartnerCaller], said: RecordPurchaseInput) -> Purchase:
    return Purchase(
        at=said.occurred_at,
        partner=context.caller.partner_id,
        reference=said.reference,
        amount=minor_units(said.amount, context.published.programme),
        currency=said.amount.currency_code,
        store=said.store,
        channel=said.channel,
        items=items_of(said.items, context.published.programme),
        payment_reference=said.payment_reference,
    )


def _return(context: Context[PartnerCaller], said: RecordReturnInput) -> Return:
    return Return(
        partner=context.caller.partner_id,
        reference=said.reference,
        amount=minor_units(said.amount, context.published.programme) if said.amount else None,
        currency=said.amount.currency_code if said.amount else None,
    )
