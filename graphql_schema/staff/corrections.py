"""Corrections of a wallet: adjustments and reversals, each with a reason and an author."""

from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from app.engine.activities import Activity as Doing
from app.engine.activities import Adjustment, MembershipCancellation, Reversal
from app.engine.record import record
from app.errors import Refusal
from app.identity.callers import Role, StaffCaller
from app.members.refusals import UnknownMember
from app.wallet.documents import member_of
from app.wallet.refusals import UnknownTransaction
from graphql_schema.activities import Activity, activity
from graphql_schema.errors import UserError, user_error
from graphql_schema.ids import stored_id
from graphql_schema.outcomes import Outcome
from graphql_schema.scalars import BigInt
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.members import Member, find_member
from graphql_schema.staff.roles import Allowed


@strawberry.input(description="An amount to give to a member, or to take.")
class AdjustWalletInput:
    """An amount to give or take."""

    idempotency_key: UUID = strawberry.field(description="New for each adjustment; the same when it is sent again.")
    member_id: strawberry.ID = strawberry.field(description="The member's global id.")
    asset: strawberry.ID = strawberry.field(description="The asset's id in the programme.")
    amount: BigInt = strawberry.field(description="How much: positive to give, negative to take.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters. The member can read it.")


AskedToAdjust = Annotated[AdjustWalletInput, strawberry.argument(name="input", description="What to give or take.")]


@strawberry.input(description="A transaction to undo.")
class ReverseTransactionInput:
    """A transaction to undo."""

    idempotency_key: UUID = strawberry.field(description="New for each reversal; the same when it is sent again.")
    transaction_id: strawberry.ID = strawberry.field(description="The transaction's global id.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters. The member can read it.")


AskedToReverse = Annotated[ReverseTransactionInput, strawberry.argument(name="input", description="What to undo.")]


@strawberry.input(description="A membership to end.")
class CancelMembershipInput:
    """A membership to end."""

    idempotency_key: UUID = strawberry.field(description="New for each cancellation; the same when it is sent again.")
    member_id: strawberry.ID = strawberry.field(description="The member's global id.")
    membership: strawberry.ID = strawberry.field(description="The membership's id in the programme.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters. The member can read it.")


AskedToCancel = Annotated[
    CancelMembershipInput, strawberry.argument(name="input", description="Which membership to end.")
]


@strawberry.type
class Corrected:
    """What all payloads of corrections hold."""

    activity: Activity | None = strawberry.field(description="What was recorded; null when it was refused.")
    member: Member | None = strawberry.field(description="The member after it; null when it was refused.")
    outcomes: list[Outcome] = strawberry.field(description="What it led to.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was recorded.")


@strawberry.type(description="What became of an adjustment.")
class AdjustWalletPayload(Corrected):
    """What became of an adjustment."""


@strawberry.type(description="What became of a reversal.")
class ReverseTransactionPayload(Corrected):
    """What became of a reversal."""


@strawberry.type(description="What became of a cancellation.")
class CancelMembershipPayload(Corrected):
    """What became of a cancellation."""


Payload = TypeVar("Payload", bound=Corrected)


@strawberry.type
class CorrectionMutations:
    """Correcting a wallet."""

    @strawberry.mutation(
        description="Give an amount to a member, or take it.", extensions=[Allowed(Role.SUPPORT, Role.FINANCE)]
    )
    async def adjust_wallet(self, info: StaffInfo, asked: AskedToAdjust) -> AdjustWalletPayload:
        doing = Adjustment(
            asset=asked.asset, amount=asked.amount, reason=asked.reason, author=author_of(info.context.caller)
        )
        return await corrected(
            AdjustWalletPayload,
            info.context,
            stored_id("Member", asked.member_id),
            doing,
            asked.idempotency_key,
            unknown=UnknownMember(asked.member_id).about("memberId"),
        )

    @strawberry.mutation(
        description="Undo a transaction exactly, once.", extensions=[Allowed(Role.SUPPORT, Role.FINANCE)]
    )
    async def reverse_transaction(
        self,
        info: StaffInfo,
        asked: AskedToReverse,
    ) -> ReverseTransactionPayload:
        transaction = stored_id("Transaction", asked.transaction_id)
        doing = Reversal(transaction=transaction, reason=asked.reason, author=author_of(info.context.caller))
        return await corrected(
            ReverseTransactionPayload,
            info.context,
            member_of(transaction),
            doing,
            asked.idempotency_key,
            unknown=UnknownTransaction(asked.transaction_id).about("transactionId"),
        )

    @strawberry.mutation(
        description="End a membership at once. To pay it back, reverse its payment or record the return instead.",
        extensions=[Allowed(Role.SUPPORT, Role.FINANCE)],
    )
    async def cancel_membership(self, info: StaffInfo, asked: AskedToCancel) -> CancelMembershipPayload:
        author = author_of(info.context.caller)
        doing = MembershipCancellation(membership=asked.membership, reason=asked.reason, author=author)
        return await corrected(
            CancelMembershipPayload,
            info.context,
            stored_id("Member", asked.member_id),
            doing,
            asked.idempotency_key,
            unknown=UnknownMember(asked.member_id).about("memberId"),
        )


def author_of(caller: StaffCaller) -> str:
    """Who answers for a change. Names can be changed; the subject can't."""
    return caller.subject


async def corrected(
    payload: type[Payload], context: StaffContext, member: str, doing: Doing, key: UUID, unknown: Refusal
) -> Payload:
    """Record a correction, and answer with what is stored of it; with `unknown` where there is no such member."""
    try:
        stored = await record(context.backend, member, doing, str(key), f"staff:{author_of(context.caller)}")
    except Refusal as refusal:
        shown = unknown if isinstance(refusal, UnknownMember) else refusal
        return payload(activity=None, member=None, outcomes=[], user_errors=[user_error(shown)])
    done = activity(stored, context.words)
    after = await find_member(context, member)
    return payload(activity=done, member=after, outcomes=done.outcomes, user_errors=[])
