"""Where the member is, for those who agreed to that."""

from collections.abc import Awaitable
from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.locate import Happened, report_crossing, report_location
from app.errors import Refusal
from app.fences.crossings import Crossing
from graphql_schema.context import Context, Info
from graphql_schema.enums import api_enum
from graphql_schema.errors import UserError, user_error
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.positions import PositionInput

GeofenceCrossingKind: Any = api_enum(
    Crossing,
    "What can happen at a fence.",
    {
        Crossing.ENTRY: "The member came in.",
        Crossing.EXIT: "They went out.",
        Crossing.DWELL: "They have stayed inside for as long as the fence asks for.",
    },
    name="GeofenceCrossingKind",
)


@strawberry.input(description="Where the member is.")
class ReportLocationInput:
    """Where the member is."""

    idempotency_key: UUID = strawberry.field(description="New for each report; the same when it is sent again.")
    near: PositionInput = strawberry.field(description="The position. It is kept roughly, for a day.")


@strawberry.input(description="What a device has seen that watches a fence itself.")
class ReportCrossingInput:
    """What a device has seen."""

    idempotency_key: UUID = strawberry.field(description="New for each crossing; the same when it is sent again.")
    fence: strawberry.ID = strawberry.field(description="The fence's id, as in `nearbyGeofences`.")
    crossing: GeofenceCrossingKind = strawberry.field(description="What happened.")
    near: PositionInput = strawberry.field(description="Where the member is, which must fit; kept roughly, for a day.")


AskedToLocate = Annotated[ReportLocationInput, strawberry.argument(name="input", description="Where they are.")]
AskedToCross = Annotated[ReportCrossingInput, strawberry.argument(name="input", description="What was seen.")]


@strawberry.type(description="Something that happened at a fence, and counts.")
class GeofenceCrossing:
    """Something that happened at a fence."""

    fence: strawberry.ID = strawberry.field(description="The fence's id.")
    crossing: GeofenceCrossingKind = strawberry.field(description="What happened.")


@strawberry.type
class Located:
    """What all payloads about the location hold."""

    crossings: list[GeofenceCrossing] = strawberry.field(description="What counts of it, once per fence and cooldown.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was taken.")


@strawberry.type(description="What saying where the member is led to.")
class ReportLocationPayload(Located):
    """What saying so led to."""


@strawberry.type(description="What reporting a crossing led to.")
class ReportCrossingPayload(Located):
    """What reporting it led to."""


async def locate(info: Info, asked: AskedToLocate) -> ReportLocationPayload:
    """Say where the member is."""
    crossings, errors = await _answer(info.context, _located(info.context, asked))
    return ReportLocationPayload(crossings=crossings, user_errors=errors)


async def cross(info: Info, asked: AskedToCross) -> ReportCrossingPayload:
    """Report a crossing."""
    crossings, errors = await _answer(info.context, _crossed(info.context, asked))
    return ReportCrossingPayload(crossings=crossings, user_errors=errors)


async def _located(context: Context[Any], asked: ReportLocationInput) -> Happened:
    member, key = await member_of(context), str(asked.idempotency_key)
    return await report_location(context.backend, member, asked.near.position, key, SOURCE)


async def _crossed(context: Context[Any], asked: ReportCrossingInput) -> Happened:
    member, key = await member_of(context), str(asked.idempotency_key)
    near = asked.near.position
    return await report_crossing(context.backend, member, asked.fence, asked.crossing, near, key, SOURCE)


async def _answer(
    context: Context[Any], reporting: Awaitable[Happened]
) -> tuple[list[GeofenceCrossing], list[UserError]]:
    try:
        happened = await reporting
    except Refusal as refusal:
        return [], [user_error(refusal)]
    finally:
        context.members.clear()
    return [GeofenceCrossing(fence=strawberry.ID(fence), crossing=crossing) for fence, crossing in happened], []
