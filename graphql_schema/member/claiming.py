"""Getting offers: claiming them, and buying rewards."""

from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import Activity, OfferClaim, RewardPurchase
from app.engine.record import Recorded, record
from app.identity.callers import MemberCaller
from graphql_schema.context import Context, Info
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.offers import Offer, offer_of
from graphql_schema.member.payload import Payload, answer
from graphql_schema.member.spinning import outcome_of
from graphql_schema.member.vouchers import Voucher, find_voucher


@strawberry.input(description="Which offer to claim.")
class ClaimOfferInput:
    """Which offer to claim."""

    idempotency_key: UUID = strawberry.field(description="New for each claim; the same when it is sent again.")
    offer: strawberry.ID = strawberry.field(description="The id of the offer in the programme.")


@strawberry.input(description="Which reward to buy.")
class BuyRewardInput:
    """Which reward to buy."""

    idempotency_key: UUID = strawberry.field(description="New for each purchase; the same when it is sent again.")
    offer: strawberry.ID = strawberry.field(description="The id of the offer in the programme.")


@strawberry.type
class VoucherPayload(Payload):
    """What payloads about one new voucher have."""

    asked_offer: strawberry.Private[str]

    @strawberry.field(description="The voucher; null when it was refused.")
    async def voucher(self) -> Voucher | None:
        issued, view = outcome_of(self.answer, "voucher_issued"), await self.answer.view()
        return await find_voucher(view, issued["voucher"]) if issued and view else None

    @strawberry.field(description="The offer after it; null when the catalogue has no such offer.")
    async def offer(self) -> Offer | None:
        view = await self.answer.view()
        return await offer_of(view, self.asked_offer) if view else None


@strawberry.type(description="What claiming an offer led to.")
class ClaimOfferPayload(VoucherPayload):
    """What claiming an offer led to."""


@strawberry.type(description="What buying a reward led to.")
class BuyRewardPayload(VoucherPayload):
    """What buying a reward led to."""


AskedToClaim = Annotated[ClaimOfferInput, strawberry.argument(name="input", description="Which offer to claim.")]
AskedToBuy = Annotated[BuyRewardInput, strawberry.argument(name="input", description="Which reward to buy.")]


async def claim_offer(info: Info, asked: AskedToClaim) -> ClaimOfferPayload:
    """Take an offer from the catalogue."""
    recording = _record(info.context, OfferClaim(offer=asked.offer), asked.idempotency_key)
    return ClaimOfferPayload(answer=await answer(info.context, recording), asked_offer=asked.offer)


async def buy_reward(info: Info, asked: AskedToBuy) -> BuyRewardPayload:
    """Buy an offer for its price."""
    recording = _record(info.context, RewardPurchase(offer=asked.offer), asked.idempotency_key)
    return BuyRewardPayload(answer=await answer(info.context, recording), asked_offer=asked.offer)


async def _record(context: Context[MemberCaller], activity: Activity, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)
