"""Every query of the badges room."""

from collections.abc import Collection
from datetime import datetime

from app.members.store import NOT_ERASED
from app.storage.client import Database, Row


async def members_to_look_at(database: Database, badges_print: str, limit: int, but: Collection[str]) -> list[str]:
    """The ids of some members, none of them among `but`, whose tallies are of other badges than this fingerprint's."""
    wanted = {**_to_look_at(badges_print), "_id": {"$nin": list(but)}}
    return [row["_id"] async for row in database.members.find(wanted, {"_id": 1}).limit(limit)]


async def count_to_look_at(database: Database, badges_print: str) -> int:
    """How many such members there are."""
    return await database.members.count_documents(_to_look_at(badges_print))


async def awarding_of(database: Database, version: int) -> Row | None:
    """How far the awarding of a programme version is; None when there was nothing to look at."""
    return await database.awardings.find_one({"_id": version})


async def start_awarding(database: Database, version: int, members: int, now: datetime) -> None:
    """Note that the awarding of a version has begun, unless it has before."""
    begun = {"members": members, "started_at": now, "finished_at": None}
    await database.awardings.update_one({"_id": version}, {"$setOnInsert": begun}, upsert=True)


async def finish_awarding(database: Database, version: int, now: datetime) -> None:
    """Note that every member was looked at, unless that is noted already."""
    await database.awardings.update_one({"_id": version, "finished_at": None}, {"$set": {"finished_at": now}})


def _to_look_at(badges_print: str) -> Row:
    # A member at version 0 is still joining, and starts with tallies of the badges in force.
    return {"badges.print": {"$ne": badges_print}, "version": {"$gt": 0}, **NOT_ERASED}
