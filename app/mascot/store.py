"""Every query of the mascot room."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING

from app.storage.client import Collection, Database, Row, Session


async def insert_round(database: Database, session: Session, played: Row, review: Row | None) -> None:
    """Store a round that ended, and the review that waits for it, if any."""
    await database.rounds.insert_one(played, session=session)
    if review is not None:
        await database.round_reviews.insert_one(review, session=session)


async def close_review(database: Database, session: Session, round_id: str, verdict: Mapping[str, Any]) -> bool:
    """Write the verdict about a round unless there is one already; say whether it was written."""
    open_review = {"_id": round_id, "verdict": None}
    closed = await database.round_reviews.update_one(open_review, {"$set": {"verdict": verdict}}, session=session)
    return closed.modified_count == 1


async def read_round(database: Database, round_id: str) -> Row | None:
    """The round with this id, once it has ended."""
    return await database.rounds.find_one({"_id": round_id})


async def read_review(database: Database, round_id: str) -> Row | None:
    """The review of a round; None when it needed none."""
    return await database.round_reviews.find_one({"_id": round_id})


async def rounds_of(database: Database, member: str, game: str, limit: int, *, before: int | None = None) -> list[Row]:
    """A member's rounds of a game that have ended, the latest first; `before` is the number of the last one seen."""
    wanted: Row = {"member": member, "game": game}
    if before is not None:
        wanted["number"] = {"$lt": before}
    return await database.rounds.find(wanted).sort("number", DESCENDING).limit(limit).to_list()


async def rounds_by_id(database: Database, round_ids: Sequence[str]) -> dict[str, Row]:
    """The rounds with these ids, by id."""
    return {row["_id"]: row async for row in database.rounds.find({"_id": {"$in": list(round_ids)}})}


async def reviews_by_id(database: Database, round_ids: Sequence[str]) -> dict[str, Row]:
    """The reviews of these rounds, by round; rounds that needed none are left out."""
    return {row["_id"]: row async for row in database.round_reviews.find({"_id": {"$in": list(round_ids)}})}


async def waiting_reviews(database: Database, limit: int, *, after: tuple[datetime, str] | None = None) -> list[Row]:
    """The reviews without a verdict, the longest waiting first; `after` is since when, and of which round, the last."""
    wanted: Row = {"verdict": None}
    if after is not None:
        since, round_id = after
        wanted["$or"] = [{"since": {"$gt": since}}, {"since": since, "_id": {"$gt": round_id}}]
    longest_first = [("since", ASCENDING), ("_id", ASCENDING)]
    return await database.round_reviews.find(wanted).sort(longest_first).limit(limit).to_list()


async def waiting_rounds(database: Database, member: str) -> tuple[Row, ...]:
    """A member's rounds that wait for review."""
    waiting = await database.round_reviews.find({"member": member, "verdict": None}, {"_id": 1}).to_list()
    return tuple((await rounds_by_id(database, [review["_id"] for review in waiting])).values())


async def paid_on_day(database: Database, member: str, game: str, day: str) -> int:
    """What was paid for the member's rounds of a game of one day, with and without a review."""
    of_day = {"member": member, "game": game, "day": day}
    at_once = await _sum(database.rounds, of_day, "$paid")
    return at_once + await _sum(database.round_reviews, {**of_day, "verdict": {"$ne": None}}, "$verdict.paid")


async def _sum(collection: Collection, wanted: Row, amount: str) -> int:
    stages = [{"$match": wanted}, {"$group": {"_id": None, "total": {"$sum": amount}}}]
    found = await (await collection.aggregate(stages)).to_list()
    return int(found[0]["total"]) if found else 0
