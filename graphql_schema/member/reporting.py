"""Reporting what the member did in the app."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.record import Recorded, record
from app.engine.reporting import reported
from app.programme.model import Reporter
from graphql_schema.activities import Activity
from graphql_schema.context import Context, Info
from graphql_schema.member.activities import own_activity
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer
from graphql_schema.reporting import ActivityFieldInput, pairs


@strawberry.input(description="What the member did.")
class RecordActivityInput:
    """What the member did."""

    idempotency_key: UUID = strawberry.field(description="New for each activity; the same when it is sent again.")
    kind: str = strawberry.field(description="What was done: one of `programme { activities }`, such as `share`.")
    fields: list[ActivityFieldInput] = strawberry.field(default_factory=list, description="What is known about it.")


AskedActivity = Annotated[RecordActivityInput, strawberry.argument(name="input", description="What the member did.")]


@strawberry.type(description="What became of an activity.")
class RecordActivityPayload(Payload):
    """What became of an activity."""

    @strawberry.field(description="What was recorded; null when it was refused.")
    async def activity(self) -> Activity | None:
        stored = self.answer.recorded
        return own_activity(stored, await self.answer.words()) if stored else None


async def record_activity(info: Info, asked: AskedActivity) -> RecordActivityPayload:
    """Record what the member did just now: an app has no other time than the server's."""
    return RecordActivityPayload(answer=await answer(info.context, _record(info.context, asked)))


async def _record(context: Context[Any], asked: RecordActivityInput) -> Recorded:
    activity = reported(asked.kind, pairs(asked.fields), Reporter.APP)
    return await record(context.backend, await member_of(context), activity, str(asked.idempotency_key), SOURCE)
