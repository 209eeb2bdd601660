"""Visits."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import Visit
from graphql_schema.partner.context import PartnerInfo
from graphql_schema.partner.recording import Recorded, recorded
from graphql_schema.references import MemberReferenceInput


@strawberry.input(description="A visit of a member.")
class RecordVisitInput:
    """A visit of a member."""

    idempotency_key: UUID = strawberry.field(description="New for each visit; the same when it is sent again.")
    member: MemberReferenceInput = strawberry.field(description="Who came by.")
    occurred_at: datetime | None = strawberry.field(default=None, description="When it was; now when left out.")
    store: str | None = strawberry.field(default=None, description="The store, by your own name or number.")
    channel: str | None = strawberry.field(default=None, description="Where the visit was, such as `store` or `web`.")


AskedVisit = Annotated[RecordVisitInput, strawberry.argument(name="input", description="The visit.")]


@strawberry.type(description="What became of a visit.")
class RecordVisitPayload(Recorded):
    """What became of a visit."""


@strawberry.type
class VisitMutations:
    """Recording visits."""

    @strawberry.mutation(description="Record a visit: the member earns what the programme gives for it.")
    async def record_visit(self, info: PartnerInfo, asked: AskedVisit) -> RecordVisitPayload:
        visit = Visit(at=asked.occurred_at, store=asked.store, channel=asked.channel)
        return await recorded(RecordVisitPayload, info.context, asked.idempotency_key, asked.member, lambda: visit)
