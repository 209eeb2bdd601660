"""Checking in at a store."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.activities import CheckIn
from app.engine.record import Recorded, record
from graphql_schema.context import Context, Info
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer
from graphql_schema.member.positions import PositionInput


@strawberry.input(description="Where the member checks in.")
class CheckInInput:
    """Where the member checks in."""

    idempotency_key: UUID = strawberry.field(description="New for each check-in; the same when it is sent again.")
    store: strawberry.ID = strawberry.field(description="The store's id in the programme.")
    near: PositionInput = strawberry.field(description="Where the member is: inside the store's fence.")


AskedToCheckIn = Annotated[CheckInInput, strawberry.argument(name="input", description="Where.")]


@strawberry.type(description="What checking in led to.")
class CheckInPayload(Payload):
    """What checking in led to."""


async def check_in(info: Info, asked: AskedToCheckIn) -> CheckInPayload:
    """Check in at a store."""
    return CheckInPayload(answer=await answer(info.context, _record(info.context, asked)))


async def _record(context: Context[Any], asked: CheckInInput) -> Recorded:
    activity = CheckIn(store=asked.store, near=asked.near.position)
    return await record(context.backend, await member_of(context), activity, str(asked.idempotency_key), SOURCE)
