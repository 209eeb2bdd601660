"""Sending a campaign's message to one member, to see what it looks like."""

import secrets
from typing import Annotated
from uuid import UUID

import strawberry

from app.campaigns.refusals import NotSent
from app.campaigns.steering.control import find
from app.campaigns.steering.preview import Trial, prepare_trial
from app.engine.once import Answer, Request, first_answer, forget, once
from app.errors import Refusal
from app.identity.callers import Role
from app.storage.client import Session
from graphql_schema.errors import UserError, user_error
from graphql_schema.ids import stored_id
from graphql_schema.staff.campaign_enums import ApiChannel
from graphql_schema.staff.campaigns import Campaign, find_campaign
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.roles import Allowed


@strawberry.input(description="A message to try out.")
class SendTestMessageInput:
    """A message to try out."""

    idempotency_key: UUID = strawberry.field(description="New for each message; the same when it is sent again.")
    campaign: strawberry.ID = strawberry.field(description="The id in the campaign's text, or its global id.")
    member_id: strawberry.ID = strawberry.field(
        description="The global id of the member to send it to: yourself, in the app."
    )
    channel: ApiChannel = strawberry.field(description="How to send it; the member must have agreed to it.")
    variant: strawberry.ID | None = strawberry.field(
        description="The id of a variant; the first one when left out.", default=None
    )


AskedToSend = Annotated[SendTestMessageInput, strawberry.argument(name="input", description="What to send to whom.")]


@strawberry.type(description="What became of a message to try out.")
class SendTestMessagePayload:
    """What became of a message to try out."""

    campaign: Campaign | None = strawberry.field(
        description="The campaign, whose message was handed to the channel, now or when it was asked first; null when "
        "it was refused."
    )
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was sent.")


@strawberry.type
class TestMessageMutations:
    """Trying messages out."""

    @strawberry.mutation(
        description="Send a campaign's message to one member now, whatever the campaign's state, to see what it looks "
        "like. It counts nowhere, gives nothing and is not kept in the inbox.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def send_test_message(self, info: StaffInfo, asked: AskedToSend) -> SendTestMessagePayload:
        campaign = stored_id("Campaign", asked.campaign)
        try:
            await _sent(info.context, asked, campaign)
        except Refusal as refusal:
            return SendTestMessagePayload(campaign=None, user_errors=[user_error(refusal)])
        return SendTestMessagePayload(campaign=await find_campaign(info.context, campaign), user_errors=[])


async def _sent(context: StaffContext, asked: SendTestMessageInput, campaign: str) -> None:
    """The answer is kept before the message is sent, so that parallel requests send it once."""
    member = stored_id("Member", asked.member_id)
    told = {"campaign": campaign, "member": member, "channel": asked.channel.value, "variant": asked.variant}
    request = Request(context.caller.subject, str(asked.idempotency_key), {"mutation": "sendTestMessage", **told})
    database = context.backend.database
    if await first_answer(database, request) is not None:
        return
    record = await find(context.backend, campaign)
    trial = await prepare_trial(context.desk, record, member, asked.channel, asked.variant)
    mine = secrets.token_hex(8)

    async def work(session: Session) -> Answer:
        return {"sender": mine}

    answer = await once(database, request, context.backend.clock.now(), work)
    if answer["sender"] == mine:
        await _send(context, request, trial)


async def _send(context: StaffContext, request: Request, trial: Trial) -> None:
    try:
        await trial.send()
    except NotSent:
        await forget(context.backend.database, request)
        raise
