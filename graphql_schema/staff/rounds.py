"""Mascot rounds as the staff sees them: those that wait for review, with the facts to decide by."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from app.identity.callers import Role
from app.mascot.human import FASTEST_MEDIAN_MS, LEAST_DEVIATION_MS, Sign
from app.mascot.round import round_from
from app.mascot.store import read_review, read_round, rounds_by_id, waiting_reviews
from graphql_schema.enums import api_enum
from graphql_schema.ids import Node, global_id
from graphql_schema.pagination import After, Connection, First, page, timed_place, timed_position, wanted
from graphql_schema.rounds import MascotAppearance, MascotCatch, appearances_of, catches_of
from graphql_schema.scalars import BigInt
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.roles import Allowed

RoundSign: Any = api_enum(
    Sign,
    "What speaks for a machine behind a round.",
    {
        Sign.TOO_FAST: f"The median reaction is below {FASTEST_MEDIAN_MS} milliseconds.",
        Sign.TOO_EVEN: f"The reactions differ less than people's: by a deviation below {LEAST_DEVIATION_MS} ms.",
    },
    name="RoundSign",
)


@strawberry.type(description="What was decided about a round.")
class RoundVerdict:
    """What was decided about a round."""

    approved: bool = strawberry.field(description="Whether it was approved.")
    at: datetime = strawberry.field(description="When.")
    author: str = strawberry.field(description="By whom: the subject of somebody of the staff.")
    reason: str | None = strawberry.field(description="Why it was rejected.")
    paid: BigInt = strawberry.field(description="What was paid for it then.")


@strawberry.type(description="Why a round waits, or waited, for review.")
class RoundReview:
    """Why a round waits for review."""

    signs: list[RoundSign] = strawberry.field(description="What speaks for a machine.")
    caught: int = strawberry.field(description="How many catches count.")
    median_ms: int = strawberry.field(description="The median reaction, in milliseconds.")
    deviation_ms: int = strawberry.field(description="The standard deviation of the reactions, in milliseconds.")
    verdict: RoundVerdict | None = strawberry.field(description="What was decided; null while it waits.")


@strawberry.type(description="A round of a mascot game that ended.")
class MascotRound(Node):
    """A round of a mascot game."""

    member_id: strawberry.ID = strawberry.field(description="The global id of the member who played it.")
    game: strawberry.ID = strawberry.field(description="The game's id in the programme.")
    started_at: datetime = strawberry.field(description="When it started.")
    ended_at: datetime = strawberry.field(description="When it was reported.")
    asset: strawberry.ID = strawberry.field(description="The id of the asset it pays in.")
    score: BigInt = strawberry.field(description="What its catches are worth.")
    paid: BigInt = strawberry.field(description="What was paid when it ended; `verdict` has what was paid later.")
    daily_cap: BigInt = strawberry.field(description="The most the game paid on the day it counts for.")
    appearances: list[MascotAppearance] = strawberry.field(description="Its mascots, in the order they appeared.")
    catches: list[MascotCatch] = strawberry.field(description="Its catches, as reported and judged.")
    review: RoundReview | None = strawberry.field(description="Its review; null when it needed none.")


@strawberry.type
class RoundQueries:
    """Looking at rounds."""

    @strawberry.field(
        description="The rounds that wait for review, the longest waiting first.", extensions=[Allowed(Role.SUPPORT)]
    )
    async def flagged_rounds(self, info: StaffInfo, first: First = 20, after: After = None) -> Connection[MascotRound]:
        database = info.context.backend.database
        reviews = await waiting_reviews(database, wanted(first), after=timed_position(after))
        played = await rounds_by_id(database, [review["_id"] for review in reviews])
        return page(reviews, first, after, lambda review: _shown(played[review["_id"]], review), _place)


async def find_round(context: StaffContext, stored_id: str) -> MascotRound | None:
    """The round with this id, once it has ended."""
    played = await read_round(context.backend.database, stored_id)
    return _shown(played, await read_review(context.backend.database, stored_id)) if played else None


def _shown(played: Mapping[str, Any], review: Mapping[str, Any] | None) -> MascotRound:
    planned = round_from(played)
    return MascotRound(
        id=global_id("MascotRound", played["_id"]),
        member_id=global_id("Member", played["member"]),
        game=strawberry.ID(planned.game),
        started_at=planned.started_at,
        ended_at=played["ended_at"],
        asset=strawberry.ID(planned.asset),
        score=BigInt(played["score"]),
        paid=BigInt(played["paid"]),
        daily_cap=BigInt(planned.daily_cap),
        appearances=appearances_of(planned.appearances, planned.visible_ms),
        catches=catches_of(played),
        review=_review(review) if review else None,
    )


def _review(review: Mapping[str, Any]) -> RoundReview:
    verdict = review["verdict"]
    return RoundReview(
        signs=[Sign(sign) for sign in review["signs"]],
        caught=review["caught"],
        median_ms=review["median_ms"],
        deviation_ms=review["deviation_ms"],
        verdict=RoundVerdict(
            approved=verdict["approved"],
            at=verdict["at"],
            author=verdict["author"],
            reason=verdict["reason"],
            paid=BigInt(verdict["paid"]),
        )
        if verdict
        else None,
    )


def _place(review: Mapping[str, Any]) -> str:
    return timed_place(review["since"], review["_id"])
