"""Publishing a programme, and going back to an earlier version."""

from collections.abc import Mapping
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from app.engine.once import Answer, Request, first_answer, once
from app.engine.publishing import ready_to_publish
from app.errors import Refusal
from app.identity.callers import Role
from app.programme import store
from app.programme.mistakes import ProgrammeMistakes
from app.programme.publish import put_in_force
from app.programme.refusals import ProgrammeHasMistakes, UnknownProgrammeVersion
from app.storage.client import Session
from graphql_schema.errors import UserError, user_error
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.programmes import Mistake, ProgrammeVersion, shown_mistakes, shown_version
from graphql_schema.staff.roles import Allowed


@strawberry.input(description="A programme to put in force.")
class PublishProgrammeInput:
    """A programme to put in force."""

    idempotency_key: UUID = strawberry.field(description="New for each text; the same when it is sent again.")
    text: str = strawberry.field(description="The programme's YAML text.")


AskedToPublish = Annotated[
    PublishProgrammeInput, strawberry.argument(name="input", description="What to put in force.")
]


@strawberry.input(description="An earlier version to put in force again.")
class RollBackProgrammeInput:
    """An earlier version to put in force again."""

    idempotency_key: UUID = strawberry.field(description="New for each roll-back; the same when it is sent again.")
    number: int = strawberry.field(description="The number of the version to go back to.")


AskedToRollBack = Annotated[
    RollBackProgrammeInput, strawberry.argument(name="input", description="What to go back to.")
]


@strawberry.type
class Published:
    """What all payloads of publishing hold."""

    version: ProgrammeVersion | None = strawberry.field(
        description="The version that was put in force, within a second on every server; null when it was refused."
    )
    mistakes: list[Mistake] = strawberry.field(description="What is wrong with the text.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it is in force.")


@strawberry.type(description="What became of a text to publish.")
class PublishProgrammePayload(Published):
    """What became of a text to publish."""


@strawberry.type(description="What became of going back. The old text gets a new number.")
class RollBackProgrammePayload(Published):
    """What became of going back."""


Payload = TypeVar("Payload", bound=Published)


@strawberry.type
class PublishingMutations:
    """Putting programmes in force."""

    @strawberry.mutation(
        description="Put a programme in force. The text in force already is not published again.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def publish_programme(self, info: StaffInfo, asked: AskedToPublish) -> PublishProgrammePayload:
        said = {"mutation": "publishProgramme", "text": asked.text}
        return await _published(PublishProgrammePayload, info.context, asked.idempotency_key, said, asked.text)

    @strawberry.mutation(
        description="Put the text of an earlier version in force again.", extensions=[Allowed(Role.MARKETING)]
    )
    async def roll_back_programme(self, info: StaffInfo, asked: AskedToRollBack) -> RollBackProgrammePayload:
        earlier = await store.version(info.context.backend.database, asked.number)
        if earlier is None:
            refusal = UnknownProgrammeVersion(asked.number).about("number")
            return RollBackProgrammePayload(version=None, mistakes=[], user_errors=[user_error(refusal)])
        said = {"mutation": "rollBackProgramme", "number": asked.number}
        return await _published(RollBackProgrammePayload, info.context, asked.idempotency_key, said, earlier.text)


async def _published(
    payload: type[Payload], context: StaffContext, key: UUID, said: Mapping[str, object], text: str
) -> Payload:
    request = Request(context.caller.subject, str(key), said)
    try:
        number = await _number_of(context, request, text)
    except ProgrammeMistakes as wrong:
        refusal = ProgrammeHasMistakes(len(wrong.mistakes)).about("text")
        return payload(version=None, mistakes=shown_mistakes(wrong), user_errors=[user_error(refusal)])
    except Refusal as refusal:
        return payload(version=None, mistakes=[], user_errors=[user_error(refusal)])
    version = await store.version(context.backend.database, number)
    assert version is not None, "a published version is never deleted"
    return payload(version=shown_version(version), mistakes=[], user_errors=[])


async def _number_of(context: StaffContext, request: Request, text: str) -> int:
    """The number under which the request put the text in force, now or earlier."""
    database, now = context.backend.database, context.backend.clock.now()
    answer = await first_answer(database, request)
    if answer is None:
        programme = await ready_to_publish(database, text, now, context.caller.subject)

        async def work(session: Session) -> Answer:
            version = await put_in_force(database, text, programme, now, context.caller.subject, session)
            return {"number": version.id}

        answer = await once(database, request, now, work)
    return int(answer["number"])
