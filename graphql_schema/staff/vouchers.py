"""Vouchers in the hands of the staff: giving offers to members, and cancelling vouchers."""

from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import VoucherCancellation, VoucherIssue
from app.identity.callers import Role
from app.members.refusals import UnknownMember
from app.offers.refusals import UnknownVoucher
from app.offers.voucher import parse_voucher_id
from graphql_schema.ids import stored_id
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.corrections import Corrected, author_of, corrected
from graphql_schema.staff.roles import Allowed


@strawberry.input(description="An offer to give to a member.")
class IssueVoucherInput:
    """An offer to give."""

    idempotency_key: UUID = strawberry.field(description="New for each voucher; the same when it is sent again.")
    member_id: strawberry.ID = strawberry.field(description="The member's global id.")
    offer: strawberry.ID = strawberry.field(description="The id of the offer in the programme.")
    charge: bool = strawberry.field(description="Whether the member's wallet pays the price; false for a gift.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters. The member can read it.")


@strawberry.input(description="A voucher to take out of force.")
class CancelVoucherInput:
    """A voucher to cancel."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    voucher_id: strawberry.ID = strawberry.field(description="The voucher's global id.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters. The member can read it.")


AskedToIssue = Annotated[IssueVoucherInput, strawberry.argument(name="input", description="What to give to whom.")]
AskedToCancel = Annotated[CancelVoucherInput, strawberry.argument(name="input", description="Which, and why.")]


@strawberry.type(description="What became of giving a voucher.")
class IssueVoucherPayload(Corrected):
    """What became of giving a voucher."""


@strawberry.type(description="What became of cancelling a voucher.")
class CancelVoucherPayload(Corrected):
    """What became of cancelling a voucher."""


@strawberry.type
class VoucherMutations:
    """Handling vouchers."""

    @strawberry.mutation(
        description="Give an offer to a member, within its limits: as a gift, or for its price out of their wallet.",
        extensions=[Allowed(Role.SUPPORT, Role.MARKETING)],
    )
    async def issue_voucher(self, info: StaffInfo, asked: AskedToIssue) -> IssueVoucherPayload:
        doing = VoucherIssue(
            offer=asked.offer, charge=asked.charge, reason=asked.reason, author=author_of(info.context.caller)
        )
        return await corrected(
            IssueVoucherPayload,
            info.context,
            stored_id("Member", asked.member_id),
            doing,
            asked.idempotency_key,
            unknown=UnknownMember(asked.member_id).about("memberId"),
        )

    @strawberry.mutation(
        description="Take a voucher that was not used out of force. What the member paid for it goes back.",
        extensions=[Allowed(Role.SUPPORT, Role.FINANCE)],
    )
    async def cancel_voucher(self, info: StaffInfo, asked: AskedToCancel) -> CancelVoucherPayload:
        member, number = parse_voucher_id(stored_id("Voucher", asked.voucher_id)) or ("", 0)
        return await corrected(
            CancelVoucherPayload,
            info.context,
            member,
            VoucherCancellation(voucher=number, reason=asked.reason, author=author_of(info.context.caller)),
            asked.idempotency_key,
            unknown=UnknownVoucher(asked.voucher_id).about("voucherId"),
        )
