"""Selling rewards: the store turns a member's points into a voucher for them."""

from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import RewardPurchase
from app.offers.store import read_voucher
from app.offers.voucher import parse_voucher_id
from app.programme.model import Reporter
from graphql_schema.ids import stored_id
from graphql_schema.offer_outcomes import VoucherIssued
from graphql_schema.partner.context import PartnerInfo
from graphql_schema.partner.recording import Recorded, recorded
from graphql_schema.partner.vouchers import PartnerVoucher, partner_voucher
from graphql_schema.references import MemberReferenceInput


@strawberry.input(description="A reward to buy for a member.")
class BuyRewardInput:
    """A reward to buy for a member."""

    idempotency_key: UUID = strawberry.field(description="New for each purchase; the same when it is sent again.")
    member: MemberReferenceInput = strawberry.field(description="Who pays with their points, and gets it.")
    offer: strawberry.ID = strawberry.field(description="The id of the offer in the programme.")


AskedToBuy = Annotated[BuyRewardInput, strawberry.argument(name="input", description="Which reward, for whom.")]


@strawberry.type(description="What became of buying a reward for a member.")
class BuyRewardPayload(Recorded):
    """What became of buying a reward."""

    @strawberry.field(description="The voucher, to print or to send; null when it was refused.")
    async def voucher(self, info: PartnerInfo) -> PartnerVoucher | None:
        issued = [one.voucher_id for one in self.outcomes if isinstance(one, VoucherIssued)]
        named = parse_voucher_id(stored_id("Voucher", issued[0])) if issued else None
        kept = await read_voucher(info.context.backend.database, *named) if named else None
        return await partner_voucher(info.context, kept) if kept else None


@strawberry.type
class RewardMutations:
    """Selling rewards."""

    @strawberry.mutation(
        description="Turn a member's points into a voucher of an offer that the programme lets partners sell. Refused "
        "for what members buy in the app only."
    )
    async def buy_reward(self, info: PartnerInfo, asked: AskedToBuy) -> BuyRewardPayload:
        return await recorded(
            BuyRewardPayload,
            info.context,
            asked.idempotency_key,
            asked.member,
            lambda: RewardPurchase(offer=asked.offer, seller=Reporter.PARTNER),
        )
