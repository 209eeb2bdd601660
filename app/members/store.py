"""Every query of the members' room. Raw documents: these reads and writes are the hot path."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pymongo import UpdateOne

from app.members.refusals import NotJoined
from app.storage.client import Database, Row, Session

NOT_ERASED: Row = {"erased_at": None}
"""For queries over many members: those behind whom there still is somebody."""


async def read_member(database: Database, member: str) -> Row | None:
    """The member document, whole; None when there is none, or nobody behind it any more."""
    found = await database.members.find_one({"_id": member})
    return None if found is None or found.get("erased_at") else found


async def member_known_as(database: Database, alias: str) -> str | None:
    """The id of the member that an alias leads to."""
    found = await database.aliases.find_one({"_id": alias})
    return found["member"] if found else None


async def insert_member(database: Database, session: Session, member: Row, aliases: list[str]) -> None:
    """Add a member under these aliases. Raises DuplicateKeyError when one of them already leads to somebody."""
    for alias in aliases:  # one by one: insert_many would raise a BulkWriteError
        await database.aliases.insert_one({"_id": alias, "member": member["_id"]}, session=session)
    await database.members.insert_one(member, session=session)


async def update_member(
    database: Database, session: Session, member: str, version: int, changes: Mapping[str, Any]
) -> bool:
    """Write changes to the member if it still has `version`; False when somebody else was faster."""
    updated = await database.members.update_one({"_id": member, "version": version}, {"$set": changes}, session=session)
    return updated.matched_count == 1


async def members_warned_otherwise(database: Database, warnings_print: str) -> AsyncIterator[str]:
    """The ids of the members who were last looked at by other warning days than this fingerprint's."""
    # A member at version 0 is still joining, and is looked at then.
    wanted = {"warnings.print": {"$ne": warnings_print}, "version": {"$gt": 0}, **NOT_ERASED}
    async for member in database.members.find(wanted, {"_id": 1}):
        yield member["_id"]


async def member_zones(database: Database) -> list[ZoneInfo]:
    """The zones in which there are members."""
    return [ZoneInfo(zone) for zone in await database.members.distinct("zone")]


async def claim_member(database: Database, session: Session, member: str) -> None:
    """Claim the member for a change of something that lies beside their document. Raises NotJoined if they are gone.

    Of two such changes at once, or of one and an erasure, one is done again after the other: both write here.
    """
    claimed = await database.members.update_one({"_id": member, **NOT_ERASED}, {"$inc": {"beside": 1}}, session=session)
    if claimed.matched_count == 0:
        raise NotJoined


async def number_messages(database: Database, session: Session, counts: Mapping[str, int]) -> dict[str, int]:
    """Take so many numbers for messages of each member, and return the number before the first of them.

    Whoever is erased gets none. Of two who take numbers of one member at once, one does so again after the other.
    """
    wanted = {"_id": {"$in": list(counts)}, **NOT_ERASED}
    found = await database.members.find(wanted, {"messages": 1}, session=session).to_list()
    if found:
        taken = [UpdateOne({"_id": row["_id"]}, {"$inc": {"messages": counts[row["_id"]]}}) for row in found]
        await database.members.bulk_write(taken, ordered=False, session=session)
    return {row["_id"]: row.get("messages", 0) for row in found}


async def members_due(database: Database, now: datetime) -> AsyncIterator[str]:
    """The ids of the members with a wallet, streak or tier that time has changed by `now`, earliest first."""
    cursor = database.members.find({"due_at": {"$lte": now}}, {"_id": 1}).sort("due_at", 1)
    async for member in cursor:
        yield member["_id"]
