"""Lanes: leases that keep what is sent to a member in one worker at a time, whoever dies or falls asleep."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from app.messages.documents import LANES
from app.storage.client import Database

LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work off a lane. A higher token fences off whoever had the lane before."""

    lane: int
    token: int
    new: bool
    """Whether the lane has just changed hands: its former owner may have left something under way."""


def lane_of(member: str) -> int:
    """The lane of a member, for ever the same."""
    return crc32(member.encode()) % LANES


async def take(database: Database, lane: int, owner: str, now: datetime) -> Lease | None:
    """The lane, unless somebody else has it. Taking one's own again makes it last longer, under the same token.

    `now` is the machine's time, not the product's: a lease is about processes.
    """
    mine = {"_id": lane, "owner": owner, "until": {"$gt": now}}
    kept = await database.lanes.find_one_and_update(mine, {"$set": {"until": now + LEASE}})
    if kept is not None:
        return Lease(lane, kept["token"], new=False)
    taken = await _take_over(database, lane, owner, now)
    return Lease(lane, taken["token"], new=True) if taken else None


async def place_of(database: Database, lane: int) -> Mapping[str, Any] | None:
    """Where the work in a lane has stopped; None where it has not begun."""
    found = await database.lanes.find_one({"_id": lane})
    place: Mapping[str, Any] | None = found.get("place") if found else None
    return place


async def note_place(database: Database, lease: Lease, place: Mapping[str, Any] | None) -> None:
    """Note where the work in a lane has stopped, unless somebody else has it by now."""
    await database.lanes.update_one({"_id": lease.lane, "token": lease.token}, {"$set": {"place": place}})


async def give_back(database: Database, owner: str) -> None:
    """Let go of all lanes of an owner that stops, so that nobody waits for the leases to end."""
    await database.lanes.update_many({"owner": owner}, {"$set": {"until": datetime.fromtimestamp(0, UTC)}})


async def _take_over(database: Database, lane: int, owner: str, now: datetime) -> Mapping[str, Any] | None:
    free = {"_id": lane, "until": {"$lte": now}}
    change = {"$set": {"owner": owner, "until": now + LEASE}, "$inc": {"token": 1}}
    try:
        return await database.lanes.find_one_and_update(free, change, upsert=True, return_document=ReturnDocument.AFTER)
    except DuplicateKeyError:
        return None  # somebody else's, for some time still
