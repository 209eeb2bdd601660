"""What the mascot room stores beside the member document: rounds that ended, and reviews of those in doubt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from beanie import Document
from pydantic import BaseModel
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.mascot.human import Reactions
from app.mascot.round import EndedRound, round_id


class StoredAppearance(BaseModel):
    """A mascot of the plan."""

    start_ms: int
    x: int
    y: int
    kind: str
    worth: int


class StoredCatch(BaseModel):
    """A catch as reported, and why it does not count, if it does not."""

    appearance: int
    at_ms: int
    x: int
    y: int
    refused: str | None


class MascotRound(Document):
    """A round that ended, with all it was judged by. Written once and never changed."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    activity: str
    """What ended it: the report, or the start of the next round."""
    game: str
    number: int
    day: str
    started_at: datetime
    asset: str
    daily_cap: int
    round_s: int
    visible_ms: int
    hit_radius: int
    appearances: list[StoredAppearance]
    ended_at: datetime
    end: Literal["paid", "in_review", "expired"]
    catches: list[StoredCatch]
    score: int
    paid: int
    """What was paid when it ended; what a review pays is kept with the review."""

    class Settings:
        name = "rounds"
        indexes = [
            IndexModel(
                [("member", ASCENDING), ("game", ASCENDING), ("number", DESCENDING)],
                name="one_round_per_number",
                unique=True,
            ),
        ]


class Verdict(BaseModel):
    """What staff decided about a round."""

    approved: bool
    paid: int
    at: datetime
    author: str
    reason: str | None
    activity: str


class RoundReview(Document):
    """A round that waits for review, under the round's id: opened with the round's end and closed once."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    game: str
    day: str
    since: datetime
    signs: list[str]
    caught: int
    median_ms: int
    deviation_ms: int
    verdict: Verdict | None

    class Settings:
        name = "round_reviews"
        indexes = [
            IndexModel(
                [("since", ASCENDING), ("_id", ASCENDING)], name="waiting", partialFilterExpression={"verdict": None}
            ),
            IndexModel([("member", ASCENDING), ("game", ASCENDING), ("day", ASCENDING)], name="of_a_day"),
        ]


def round_document(member: str, activity: str, ended: EndedRound) -> dict[str, Any]:
    """A round as the `rounds` collection stores it. `activity` ended it."""
    return {
        "_id": round_id(member, ended.round.game, ended.round.number),
        "member": member,
        "activity": activity,
        **ended.round.to_document(),
        "ended_at": ended.ended_at,
        "end": ended.end.value,
        "catches": [{**one.catch._asdict(), "refused": one.refused} for one in ended.catches],
        "score": ended.score,
        "paid": ended.paid,
    }


def review_document(played: Mapping[str, Any], reactions: Reactions) -> dict[str, Any]:
    """The review that waits for a round, `played` as stored."""
    return {
        "_id": played["_id"],
        "member": played["member"],
        "game": played["game"],
        "day": played["day"],
        "since": played["ended_at"],
        "signs": [sign.value for sign in reactions.signs],
        "caught": reactions.count,
        "median_ms": reactions.median_ms,
        "deviation_ms": reactions.deviation_ms,
        "verdict": None,
    }
