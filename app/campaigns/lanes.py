"""Lanes: leases that keep what is sent to a member in one worker at a time, whoever dies or falls asleep."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError, PyMongoError

from app.messages.documents import LANES
from app.storage.client import Database

LEASE = timedelta(seconds=30)
RENEWED_AFTER_S = LEASE.total_seconds() / 3
LONG_AGO = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work off a lane. A higher token fences off whoever had the lane before."""

    lane: int
    token: int


def lane_of(member: str) -> int:
    """The lane of a member, for ever the same."""
    return crc32(member.encode()) % LANES


@contextlib.asynccontextmanager
async def held(
    database: Database, lane: int, owner: str, machine_now: Callable[[], datetime]
) -> AsyncIterator[Lease | None]:
    """The lane for as long as the work lasts, or None when somebody else has it.

    The machine's time and not the product's: a lease is about processes.
    """
    lease = await take(database, lane, owner, machine_now())
    if lease is None:
        yield None
        return
    renewing = asyncio.create_task(_renew(database, lease, machine_now))
    try:
        yield lease
    finally:
        renewing.cancel()
        with contextlib.suppress(PyMongoError):  # it ends by itself
            await _let_last_until(database, lease, LONG_AGO)


async def take(database: Database, lane: int, owner: str, now: datetime) -> Lease | None:
    """The lane until the lease ends, unless somebody has it."""
    free = {"_id": lane, "until": {"$lte": now}}
    change = {"$set": {"owner": owner, "until": now + LEASE}, "$inc": {"token": 1}}
    try:
        taken = await database.lanes.find_one_and_update(
            free, change, upsert=True, return_document=ReturnDocument.AFTER
        )
    except DuplicateKeyError:
        return None
    return Lease(lane, taken["token"]) if taken else None


async def place_of(database: Database, lane: int) -> Mapping[str, Any] | None:
    """Where the work in a lane has stopped; None where it has not begun."""
    found = await database.lanes.find_one({"_id": lane})
    place: Mapping[str, Any] | None = found.get("place") if found else None
    return place


async def note_place(database: Database, lease: Lease, place: Mapping[str, Any] | None) -> None:
    """Note where the work in a lane has stopped, unless somebody else has it by now."""
    await database.lanes.update_one({"_id": lease.lane, "token": lease.token}, {"$set": {"place": place}})


async def _renew(database: Database, lease: Lease, machine_now: Callable[[], datetime]) -> None:
    while True:
        await asyncio.sleep(RENEWED_AFTER_S)
        with contextlib.suppress(PyMongoError):
            await _let_last_until(database, lease, machine_now() + LEASE)


async def _let_last_until(database: Database, lease: Lease, until: datetime) -> None:
    await database.lanes.update_one({"_id": lease.lane, "token": lease.token}, {"$set": {"until": until}})
