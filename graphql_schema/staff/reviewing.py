"""Reviewing mascot rounds: approving those that a human played, rejecting the others."""

from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import RoundApproval, RoundRejection
from app.identity.callers import Role
from app.mascot.refusals import UnknownRound
from app.mascot.round import member_of
from graphql_schema.ids import stored_id
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.corrections import Corrected, author_of, corrected
from graphql_schema.staff.roles import Allowed


@strawberry.input(description="A round that a human played.")
class ApproveRoundInput:
    """A round that a human played."""

    idempotency_key: UUID = strawberry.field(description="New for each approval; the same when it is sent again.")
    round_id: strawberry.ID = strawberry.field(description="The round's global id.")


@strawberry.input(description="A round that no human played.")
class RejectRoundInput:
    """A round that no human played."""

    idempotency_key: UUID = strawberry.field(description="New for each rejection; the same when it is sent again.")
    round_id: strawberry.ID = strawberry.field(description="The round's global id.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters. The member can read it.")


AskedToApprove = Annotated[ApproveRoundInput, strawberry.argument(name="input", description="Which round.")]
AskedToReject = Annotated[RejectRoundInput, strawberry.argument(name="input", description="Which round, and why.")]


@strawberry.type(description="What became of approving a round.")
class ApproveRoundPayload(Corrected):
    """What became of approving a round."""


@strawberry.type(description="What became of rejecting a round.")
class RejectRoundPayload(Corrected):
    """What became of rejecting a round."""


@strawberry.type
class ReviewMutations:
    """Reviewing rounds."""

    @strawberry.mutation(
        description="Approve a round that waits for review. It is paid by the terms it was started under, "
        "as far as the cap of its day allows.",
        extensions=[Allowed(Role.SUPPORT)],
    )
    async def approve_round(self, info: StaffInfo, asked: AskedToApprove) -> ApproveRoundPayload:
        round_id = stored_id("MascotRound", asked.round_id)
        return await corrected(
            ApproveRoundPayload,
            info.context,
            member_of(round_id),
            RoundApproval(round=round_id, author=author_of(info.context.caller)),
            asked.idempotency_key,
            unknown=UnknownRound(asked.round_id).about("roundId"),
        )

    @strawberry.mutation(
        description="Reject a round that waits for review: nothing is paid, and the member reads why.",
        extensions=[Allowed(Role.SUPPORT)],
    )
    async def reject_round(self, info: StaffInfo, asked: AskedToReject) -> RejectRoundPayload:
        round_id = stored_id("MascotRound", asked.round_id)
        return await corrected(
            RejectRoundPayload,
            info.context,
            member_of(round_id),
            RoundRejection(round=round_id, reason=asked.reason, author=author_of(info.context.caller)),
            asked.idempotency_key,
            unknown=UnknownRound(asked.round_id).about("roundId"),
        )
