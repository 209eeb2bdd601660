"""Buying a membership in the app."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.activities import MembershipPurchase
from app.engine.record import Recorded, record
from graphql_schema.context import Context, Info
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer
from graphql_schema.member.tiers import Membership, membership_of


@strawberry.input(description="Which membership to buy.")
class BuyMembershipInput:
    """Which membership to buy."""

    idempotency_key: UUID = strawberry.field(description="New for each payment; the same when it is sent again.")
    membership: strawberry.ID = strawberry.field(description="The membership's id in the programme.")


@strawberry.type(description="What buying a membership led to.")
class BuyMembershipPayload(Payload):
    """What buying a membership led to."""

    asked: strawberry.Private[BuyMembershipInput]

    @strawberry.field(description="The membership after it; null when there is no such membership.")
    async def membership(self) -> Membership | None:
        view = await self.answer.view()
        return membership_of(view, self.asked.membership) if view else None


AskedToBuy = Annotated[BuyMembershipInput, strawberry.argument(name="input", description="Which membership to buy.")]


async def buy_membership(info: Info, asked: AskedToBuy) -> BuyMembershipPayload:
    """Pay for a membership with an asset; where one is running already, for the time after it."""
    recording = _record(info.context, asked)
    return BuyMembershipPayload(answer=await answer(info.context, recording), asked=asked)


async def _record(context: Context[Any], asked: BuyMembershipInput) -> Recorded:
    activity = MembershipPurchase(membership=asked.membership)
    return await record(context.backend, await member_of(context), activity, str(asked.idempotency_key), SOURCE)
