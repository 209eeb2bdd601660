"""Inviting friends, and accepting an invitation."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.activities import Activity, InvitationAcceptance, InvitationCancellation, Invite
from app.engine.record import Recorded, record
from graphql_schema.context import Context, Info
from graphql_schema.ids import stored_id
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer
from graphql_schema.member.referral import Invitation, find_invitation

DEVICE = (
    "What stands for the device, such as an installation's id: 1 to 100 characters. Only a keyed hash of it is kept, "
    "to tell friends from the members who bring them."
)
PAYMENT = "What stands for the means of payment, such as a card's token, likewise."


@strawberry.input(description="How a friend is invited.")
class CreateInvitationInput:
    """How a friend is invited."""

    idempotency_key: UUID = strawberry.field(description="New for each invitation; the same when it is sent again.")
    channel: str | None = strawberry.field(default=None, description="How it is sent: 1 to 100 characters.")
    device: str | None = strawberry.field(default=None, description=DEVICE)


@strawberry.input(description="Which invitation to take back.")
class CancelInvitationInput:
    """Which invitation to take back."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    invitation: strawberry.ID = strawberry.field(description="The invitation's global id.")


@strawberry.input(description="Which invitation to accept.")
class AcceptInvitationInput:
    """Which invitation to accept."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    code: str = strawberry.field(description="The invitation's code, in capital or small letters.")
    device: str | None = strawberry.field(default=None, description=DEVICE)
    payment_reference: str | None = strawberry.field(default=None, description=PAYMENT)


@strawberry.type(description="What inviting led to.")
class CreateInvitationPayload(Payload):
    """What inviting led to."""

    @strawberry.field(description="The invitation, as it stands now; null when none was made.")
    async def invitation(self) -> Invitation | None:
        recorded, view = self.answer.recorded, await self.answer.view()
        sent = [one for one in recorded["outcomes"] if one["type"] == "invitation_sent"] if recorded else []
        return await find_invitation(view, sent[0]["invitation"]) if sent and view else None


@strawberry.type(description="What taking an invitation back led to.")
class CancelInvitationPayload(Payload):
    """What taking an invitation back led to."""

    asked: strawberry.Private[CancelInvitationInput]

    @strawberry.field(description="The invitation after it; null when there is no such invitation of the member's.")
    async def invitation(self) -> Invitation | None:
        view = await self.answer.view()
        return await find_invitation(view, stored_id("Invitation", self.asked.invitation)) if view else None


@strawberry.type(description="What accepting an invitation led to.")
class AcceptInvitationPayload(Payload):
    """What accepting an invitation led to."""


AskedToInvite = Annotated[CreateInvitationInput, strawberry.argument(name="input", description="How to invite.")]
AskedToCancel = Annotated[CancelInvitationInput, strawberry.argument(name="input", description="Which one.")]
AskedToAccept = Annotated[AcceptInvitationInput, strawberry.argument(name="input", description="Which one.")]


async def create_invitation(info: Info, asked: AskedToInvite) -> CreateInvitationPayload:
    """Make an invitation."""
    activity = Invite(channel=asked.channel, device=asked.device)
    recording = _record(info.context, activity, asked.idempotency_key)
    return CreateInvitationPayload(answer=await answer(info.context, recording))


async def cancel_invitation(info: Info, asked: AskedToCancel) -> CancelInvitationPayload:
    """Take an invitation back."""
    activity = InvitationCancellation(invitation=stored_id("Invitation", asked.invitation))
    recording = _record(info.context, activity, asked.idempotency_key)
    return CancelInvitationPayload(answer=await answer(info.context, recording), asked=asked)


async def accept_invitation(info: Info, asked: AskedToAccept) -> AcceptInvitationPayload:
    """Accept an invitation."""
    activity = InvitationAcceptance(
        code=asked.code.strip().upper(), device=asked.device, payment_reference=asked.payment_reference
    )
    recording = _record(info.context, activity, asked.idempotency_key)
    return AcceptInvitationPayload(answer=await answer(info.context, recording))


async def _record(context: Context[Any], activity: Activity, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)
