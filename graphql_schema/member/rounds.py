"""Rounds of mascot games, open ones and those that ended, as the member who plays sees them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import strawberry

from app.mascot.round import Round, RoundEnd, round_from, round_id
from app.mascot.store import read_review, read_round, reviews_by_id, rounds_of
from graphql_schema.ids import Node, global_id
from graphql_schema.member.assets import Asset, asset
from graphql_schema.member.view import View
from graphql_schema.pagination import Connection, page, wanted, whole_position
from graphql_schema.rounds import MascotAppearance, MascotCatch, appearances_of, catches_of
from graphql_schema.scalars import BigInt


@strawberry.enum(description="Where a round stands.")
class RoundState(Enum):
    """Where a round stands."""

    OPEN = strawberry.enum_value("open", description="It is being played.")
    PAID = strawberry.enum_value("paid", description="It was paid, as far as the daily cap allowed.")
    IN_REVIEW = strawberry.enum_value("in_review", description="Our staff look at it before it is paid.")
    APPROVED = strawberry.enum_value("approved", description="Our staff approved it, and it was paid.")
    REJECTED = strawberry.enum_value("rejected", description="Our staff rejected it: it pays nothing.")
    EXPIRED = strawberry.enum_value("expired", description="It was not finished in time, and pays nothing.")


@strawberry.type(description="A round of a mascot game: its plan, and what became of it.")
class MascotRound(Node):
    """A round of a mascot game."""

    game: strawberry.ID = strawberry.field(description="The game's id in the programme.")
    state: RoundState = strawberry.field(description="Where it stands.")
    started_at: datetime = strawberry.field(description="When it started: the zero of all its milliseconds.")
    ends_at: datetime = strawberry.field(description="When its time is up.")
    closes_at: datetime = strawberry.field(description="Until when its catches can be reported.")
    appearances: list[MascotAppearance] = strawberry.field(description="Its mascots, in the order they appear.")
    hit_radius: int = strawberry.field(
        description="How far from its place a tap still catches a mascot, in thousandths of the playing field."
    )
    asset: Asset = strawberry.field(description="What it pays in.")
    ended_at: datetime | None = strawberry.field(description="When its end was recorded; null before that.")
    catches: list[MascotCatch] = strawberry.field(description="Its catches as they were judged; none before its end.")
    score: BigInt | None = strawberry.field(description="What its catches are worth; null before its end.")
    paid: BigInt = strawberry.field(description="What was paid for it so far.")
    rejected_because: str | None = strawberry.field(description="Why our staff rejected it; null if they did not.")


def open_round(view: View, game: str | None = None) -> MascotRound | None:
    """The round that the member can still finish, of this game or of any; None when there is none."""
    opened = view.state.mascot_state.open
    if opened is None or view.now > opened.closes_at or game not in (None, opened.game):
        return None
    return _unfinished(view, opened)


async def find_round(view: View, stored_id: str) -> MascotRound | None:
    """The member's round with this id, open or not; None when it is none of theirs."""
    opened = view.state.mascot_state.open
    if opened is not None and stored_id == round_id(view.state.id, opened.game, opened.number):
        return _unfinished(view, opened)
    played = await read_round(view.database, stored_id)
    if played is None or played["member"] != view.state.id:
        return None
    return _ended(view, played, await read_review(view.database, stored_id))


async def rounds_page(view: View, game: str, first: int, after: str | None) -> Connection[MascotRound]:
    """A page of the member's rounds that ended, the latest first. Raises GraphQLError for a bad page size or cursor."""
    rows = await rounds_of(view.database, view.state.id, game, wanted(first), before=whole_position(after))
    reviews = await reviews_by_id(view.database, [row["_id"] for row in rows])
    return page(
        rows, first, after, lambda row: _ended(view, row, reviews.get(row["_id"])), lambda row: str(row["number"])
    )


def _unfinished(view: View, opened: Round) -> MascotRound:
    """A round that nothing was reported of: open, or expired without anybody having closed it."""
    stands = RoundState.OPEN if view.now <= opened.closes_at else RoundState.EXPIRED
    return MascotRound(
        **_plan(view, opened),
        state=stands,
        ended_at=None,
        catches=[],
        score=None,
        paid=BigInt(0),
        rejected_because=None,
    )


def _ended(view: View, played: Mapping[str, Any], review: Mapping[str, Any] | None) -> MascotRound:
    verdict = (review["verdict"] if review else None) or {}
    return MascotRound(
        **_plan(view, round_from(played)),
        state=_state(played, verdict),
        ended_at=played["ended_at"],
        catches=catches_of(played),
        score=BigInt(played["score"]),
        paid=BigInt(played["paid"] + verdict.get("paid", 0)),
        rejected_because=verdict.get("reason"),
    )


def _state(played: Mapping[str, Any], verdict: Mapping[str, Any]) -> RoundState:
    if played["end"] == RoundEnd.IN_REVIEW and verdict:
        return RoundState.APPROVED if verdict["approved"] else RoundState.REJECTED
    return RoundState(played["end"])


def _plan(view: View, played: Round) -> dict[str, Any]:
    return {
        "id": global_id("MascotRound", round_id(view.state.id, played.game, played.number)),
        "game": strawberry.ID(played.game),
        "started_at": played.started_at,
        "ends_at": played.started_at + timedelta(seconds=played.round_s),
        "closes_at": played.closes_at,
        "appearances": appearances_of(played.appearances, played.visible_ms),
        "hit_radius": played.hit_radius,
        "asset": asset(view.words, played.asset),
    }
