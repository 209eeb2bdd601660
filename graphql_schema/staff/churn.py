"""Churn: how many members were lost, by membership age and by segment."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

import strawberry

from app.audience.churn import LOST, Band, SegmentChurn, churn
from app.errors import Refusal
from app.identity.callers import Role
from graphql_schema.errors import UserError, user_error
from graphql_schema.ids import bad_input
from graphql_schema.scalars import BigInt
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.roles import Allowed

MOST_SEGMENTS = 20
TENTHS = Decimal("0.1")

Segments = Annotated[
    list[str] | None,
    strawberry.argument(description=f"Conditions in the rule language about the member, at most {MOST_SEGMENTS}."),
]
Lost = Annotated[
    str | None, strawberry.argument(description=f"The condition that says who was lost. When left out: `{LOST}`.")
]


@strawberry.type(description="Members of one age of membership.")
class ChurnBand:
    """Members of one age of membership."""

    from_days: int = strawberry.field(description="How many calendar days ago they joined, at least.")
    to_days: int | None = strawberry.field(description="They joined fewer days ago than this; null for no limit.")
    members: BigInt = strawberry.field(description="How many there are.")
    lost: BigInt = strawberry.field(description="How many of them were lost.")
    lost_percent: Decimal | None = strawberry.field(description="Their part, to a tenth; null when there are none.")


@strawberry.type(description="The members for whom a condition holds, and how many of them were lost.")
class ChurnSegment:
    """The churn of a segment."""

    segment: str | None = strawberry.field(description="The condition; null for all members.")
    members: BigInt = strawberry.field(description="How many there are.")
    lost: BigInt = strawberry.field(description="How many of them were lost.")
    lost_percent: Decimal | None = strawberry.field(description="Their part, to a tenth; null when there are none.")
    bands: list[ChurnBand] = strawberry.field(description="By how long they have been members, the newest first.")


@strawberry.type(description="How many members were lost.")
class Churn:
    """How many members were lost."""

    lost: str = strawberry.field(description="The condition that says who was lost.")
    at: datetime = strawberry.field(description="As of when.")
    segments: list[ChurnSegment] = strawberry.field(description="All members first, then each segment as asked for.")
    user_errors: list[UserError] = strawberry.field(description="Why it could not be counted; empty when it could.")


@strawberry.type
class ChurnQueries:
    """Looking at who has left."""

    @strawberry.field(
        description="How many members were lost, by membership age and by segment. Lost are those for whom a condition "
        "holds: by default, away for more than 30 days and three times as long as they use to, or without a rhythm of "
        "their own for more than 180 days.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def churn(self, info: StaffInfo, segments: Segments = None, lost: Lost = None) -> Churn:
        context, wanted, condition = info.context, segments or [], lost or LOST
        if len(wanted) > MOST_SEGMENTS:
            raise bad_input(f"segments are at most {MOST_SEGMENTS}, not {len(wanted)}")
        backend, now = context.backend, context.backend.clock.now()
        try:
            found = await churn(backend.database, context.published.programme, wanted, condition, now)
        except Refusal as refusal:
            error = user_error(refusal, context.words.language, within=())
            return Churn(lost=condition, at=now, segments=[], user_errors=[error])
        return Churn(lost=condition, at=now, segments=[_shown(one) for one in found], user_errors=[])


def _shown(one: SegmentChurn) -> ChurnSegment:
    return ChurnSegment(
        segment=one.segment,
        members=BigInt(one.members),
        lost=BigInt(one.lost),
        lost_percent=_percent(one.lost, one.members),
        bands=[_band(band) for band in one.bands],
    )


def _band(band: Band) -> ChurnBand:
    return ChurnBand(
        from_days=band.from_days,
        to_days=band.to_days,
        members=BigInt(band.members),
        lost=BigInt(band.lost),
        lost_percent=_percent(band.lost, band.members),
    )


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(TENTHS, ROUND_HALF_UP) if whole else None
