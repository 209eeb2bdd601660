"""What members decide about their data: consents, a copy of everything, and being erased."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import ConsentChange, ExportRequest
from app.engine.erase import erase
from app.engine.export import USE
from app.engine.record import Recorded, record
from app.errors import Refusal
from app.identity.callers import MemberCaller
from app.members.refusals import NotConfirmed
from app.profile.links import make_link
from graphql_schema.consents import ConsentPurpose
from graphql_schema.context import Context, Info
from graphql_schema.errors import UserError, user_error
from graphql_schema.member.context import alias_of, member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer

LINK_LIVES = timedelta(minutes=15)


@strawberry.input(description="What the member says to a purpose.")
class SetConsentInput:
    """What the member says to a purpose."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    purpose: ConsentPurpose = strawberry.field(description="What the data may be used for, or may not.")
    granted: bool = strawberry.field(description="True for yes, false for no. Either holds at once.")
    text_version: str = strawberry.field(
        description="Which version of the text the member had before them, in 1 to 100 characters."
    )


@strawberry.input(description="A request for everything that is known of the member.")
class RequestExportInput:
    """A request for everything."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")


@strawberry.input(description="A request to be erased.")
class EraseMeInput:
    """A request to be erased."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    confirm: bool = strawberry.field(description="True: this can't be undone, and what the wallet holds is forfeited.")


AskedForConsent = Annotated[SetConsentInput, strawberry.argument(name="input", description="What the member says.")]
AskedForExport = Annotated[RequestExportInput, strawberry.argument(name="input", description="The request.")]
AskedForErasure = Annotated[EraseMeInput, strawberry.argument(name="input", description="The request.")]


@strawberry.type(description="What saying so led to.")
class SetConsentPayload(Payload):
    """What saying so led to."""


@strawberry.type(description="Where everything about the member can be downloaded, as one JSON document.")
class Export:
    """Where everything about the member can be downloaded."""

    download_url: str = strawberry.field(
        description="To be fetched with GET from this server. Whoever has it can read all of it: don't pass it on."
    )
    expires_at: datetime = strawberry.field(description="Until when; then ask for another.")


@strawberry.type(description="What the request for everything led to.")
class RequestExportPayload(Payload):
    """What the request led to."""

    @strawberry.field(description="The export; null when it was refused.")
    async def export(self, info: Info) -> Export | None:
        recorded = self.answer.recorded
        return await _export(info.context, recorded) if recorded else None


@strawberry.type(description="What the request to be erased led to.")
class EraseMePayload:
    """What the request to be erased led to."""

    erased_at: datetime | None = strawberry.field(
        description="Since when nobody is known behind the member; null when it was refused."
    )
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was done.")


async def set_consent(info: Info, asked: AskedForConsent) -> SetConsentPayload:
    """Say yes or no to a purpose."""
    doing = ConsentChange(purpose=asked.purpose, granted=asked.granted, text_version=asked.text_version)
    return SetConsentPayload(answer=await answer(info.context, _record(info.context, doing, asked.idempotency_key)))


async def request_export(info: Info, asked: AskedForExport) -> RequestExportPayload:
    """Ask for everything."""
    recording = _record(info.context, ExportRequest(), asked.idempotency_key)
    return RequestExportPayload(answer=await answer(info.context, recording))


async def erase_me(info: Info, asked: AskedForErasure) -> EraseMePayload:
    """Erase the caller."""
    context = info.context
    try:
        if not asked.confirm:
            raise NotConfirmed().about("confirm")
        erased_at = await erase(context.backend, alias_of(context.caller), str(asked.idempotency_key), SOURCE)
    except Refusal as refusal:
        return EraseMePayload(erased_at=None, user_errors=[user_error(refusal)])
    finally:
        context.members.clear()
    return EraseMePayload(erased_at=erased_at, user_errors=[])


async def _record(context: Context[MemberCaller], activity: ConsentChange | ExportRequest, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)


async def _export(context: Context[MemberCaller], recorded: Recorded) -> Export:
    until = recorded["recorded_at"].replace(microsecond=0) + LINK_LIVES
    token = await make_link(context.backend.vault, recorded["member"], USE, until)
    return Export(download_url=f"/export?token={token}", expires_at=until)
