"""Activities of the kinds that the programme declares."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.reporting import reported
from app.programme.model import Reporter
from graphql_schema.partner.context import PartnerInfo
from graphql_schema.partner.recording import Recorded, recorded
from graphql_schema.references import MemberReferenceInput
from graphql_schema.reporting import ActivityFieldInput, pairs


@strawberry.input(description="What a member did.")
class RecordActivityInput:
    """What a member did."""

    idempotency_key: UUID = strawberry.field(description="New for each activity; the same when it is sent again.")
    member: MemberReferenceInput = strawberry.field(description="Who did it.")
    kind: str = strawberry.field(description="What was done: one of the programme's `activities`, such as `share`.")
    occurred_at: datetime | None = strawberry.field(default=None, description="When it was; now when left out.")
    fields: list[ActivityFieldInput] = strawberry.field(default_factory=list, description="What is known about it.")


AskedActivity = Annotated[RecordActivityInput, strawberry.argument(name="input", description="What a member did.")]


@strawberry.type(description="What became of an activity.")
class RecordActivityPayload(Recorded):
    """What became of an activity."""


@strawberry.type
class ActivityMutations:
    """Recording what the programme declares."""

    @strawberry.mutation(
        description="Record an activity that the programme declares and lets partners report: the member earns what "
        "the programme gives for it."
    )
    async def record_activity(self, info: PartnerInfo, asked: AskedActivity) -> RecordActivityPayload:
        return await recorded(
            RecordActivityPayload,
            info.context,
            asked.idempotency_key,
            asked.member,
            lambda: reported(asked.kind, pairs(asked.fields), Reporter.PARTNER, asked.occurred_at),
        )
