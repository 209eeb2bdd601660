"""Drafting campaigns, and taking them through their states."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar
from uuid import UUID

import strawberry

from app.campaigns.refusals import CampaignHasMistakes
from app.campaigns.steering import control
from app.campaigns.steering.control import Change
from app.campaigns.steering.edit import Draft, draft
from app.engine.backend import Backend
from app.engine.once import Answer, Request, first_answer, once
from app.errors import Refusal
from app.identity.callers import Role
from app.programme.mistakes import ProgrammeMistakes
from app.storage.client import Session
from graphql_schema.errors import user_error
from graphql_schema.ids import stored_id
from graphql_schema.staff.campaign_payloads import (
    ApproveCampaignPayload,
    AskedToApprove,
    AskedToCancel,
    AskedToDraft,
    AskedToPause,
    AskedToReject,
    AskedToResume,
    AskedToSubmit,
    AskedToWiden,
    CampaignChanged,
    CampaignInput,
    CancelCampaignPayload,
    DraftCampaignPayload,
    PauseCampaignPayload,
    RejectCampaignPayload,
    ResumeCampaignPayload,
    SubmitCampaignPayload,
    WidenCampaignPayload,
)
from graphql_schema.staff.campaigns import find_campaign
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.programmes import shown_mistakes
from graphql_schema.staff.roles import Allowed

Payload = TypeVar("Payload", bound=CampaignChanged)
Verb = Callable[[], Awaitable[Change | Draft]]
"""Looks at what is there, and says what is to be written."""


@strawberry.type
class CampaignMutations:
    """Taking campaigns through their states."""

    @strawberry.mutation(
        description="Keep a text as the draft of the campaign that it names: a new one, or one that is a draft "
        "already.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def draft_campaign(self, info: StaffInfo, asked: AskedToDraft) -> DraftCampaignPayload:
        said = {"mutation": "draftCampaign", "text": asked.text}
        backend, by = info.context.backend, info.context.caller.subject
        return await changed(
            DraftCampaignPayload, info.context, asked.idempotency_key, said, lambda: draft(backend, asked.text, by)
        )

    @strawberry.mutation(
        description="Start a draft. One for many members, or with gifts that are worth much, waits for the approval of "
        "somebody else.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def submit_campaign(self, info: StaffInfo, asked: AskedToSubmit) -> SubmitCampaignPayload:
        return await moved(
            SubmitCampaignPayload,
            info.context,
            asked,
            "submitCampaign",
            partial(control.submit, by=info.context.caller.subject),
        )

    @strawberry.mutation(
        description="Start a campaign that somebody else has submitted.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def approve_campaign(self, info: StaffInfo, asked: AskedToApprove) -> ApproveCampaignPayload:
        return await moved(
            ApproveCampaignPayload,
            info.context,
            asked,
            "approveCampaign",
            partial(control.approve, by=info.context.caller.subject),
        )

    @strawberry.mutation(
        description="Make a campaign that waits for approval a draft again.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def reject_campaign(self, info: StaffInfo, asked: AskedToReject) -> RejectCampaignPayload:
        return await moved(RejectCampaignPayload, info.context, asked, "rejectCampaign", control.reject)

    @strawberry.mutation(
        description="Send nothing for now. What becomes too late meanwhile is not sent at all.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def pause_campaign(self, info: StaffInfo, asked: AskedToPause) -> PauseCampaignPayload:
        return await moved(PauseCampaignPayload, info.context, asked, "pauseCampaign", control.pause)

    @strawberry.mutation(
        description="Go on with a paused campaign.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def resume_campaign(self, info: StaffInfo, asked: AskedToResume) -> ResumeCampaignPayload:
        return await moved(ResumeCampaignPayload, info.context, asked, "resumeCampaign", control.resume)

    @strawberry.mutation(
        description="End the pilot: the rest of the audience follows, and nobody gets anything twice.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def widen_campaign(self, info: StaffInfo, asked: AskedToWiden) -> WidenCampaignPayload:
        return await moved(WidenCampaignPayload, info.context, asked, "widenCampaign", control.widen)

    @strawberry.mutation(
        description="Send nothing any more, also of what is planned. This can't be undone.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def cancel_campaign(self, info: StaffInfo, asked: AskedToCancel) -> CancelCampaignPayload:
        return await moved(CancelCampaignPayload, info.context, asked, "cancelCampaign", control.cancel)


async def moved(
    payload: type[Payload],
    context: StaffContext,
    asked: CampaignInput,
    mutation: str,
    verb: Callable[[Backend, str], Awaitable[Change]],
) -> Payload:
    """Take a campaign that is there into another state."""
    name = stored_id("Campaign", asked.campaign)
    said = {"mutation": mutation, "campaign": name}
    return await changed(payload, context, asked.idempotency_key, said, partial(verb, context.backend, name))


async def changed(
    payload: type[Payload], context: StaffContext, key: UUID, said: Mapping[str, str], verb: Verb
) -> Payload:
    """Carry out, once, what a verb says is to be done, and answer with the campaign after it."""
    request = Request(context.caller.subject, str(key), said)
    try:
        name = await _carried_out(context.backend, request, verb)
    except ProgrammeMistakes as wrong:
        refusal = CampaignHasMistakes(len(wrong.mistakes)).about("text" if "text" in said else "campaign")
        return payload(campaign=None, mistakes=shown_mistakes(wrong), user_errors=[user_error(refusal)])
    except Refusal as refusal:
        return payload(campaign=None, mistakes=[], user_errors=[user_error(refusal)])
    return payload(campaign=await find_campaign(context, name), mistakes=[], user_errors=[])


async def _carried_out(backend: Backend, request: Request, verb: Verb) -> str:
    """The id of the campaign that the request changed, now or earlier."""
    database = backend.database
    answer = await first_answer(database, request)
    if answer is None:
        try:
            change = await verb()
        except (Refusal, ProgrammeMistakes):
            # The very same request may have done it a moment ago, so that it can't be done again.
            answer = await first_answer(database, request)
            if answer is None:
                raise
            return str(answer["campaign"])

        async def work(session: Session) -> Answer:
            return {"campaign": (await change.carry_out(database, session))["_id"]}

        answer = await once(database, request, backend.clock.now(), work)
    return str(answer["campaign"])
