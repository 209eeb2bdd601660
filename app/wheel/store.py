"""Every query of the wheel room."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from pymongo import ASCENDING, DESCENDING, UpdateOne

from app.programme.model import Wheel
from app.storage.client import Database, Row, Session


async def prepare_stocks(database: Database, wheels: Mapping[str, Wheel]) -> None:
    """Make the counter of every segment with a stock that has none yet. Harmless to repeat.

    Called, outside a transaction, before a programme version is used: then the first wins need not wait for one
    another to make the counter.
    """
    counters = [
        UpdateOne({"_id": _stock_id(wheel_id, segment.id)}, {"$setOnInsert": {"taken": 0}}, upsert=True)
        for wheel_id, wheel in wheels.items()
        for segment in wheel.segments
        if segment.stock is not None
    ]
    if counters:
        await database.wheel_stocks.bulk_write(counters, ordered=False)


async def taken(database: Database, wheel: str, session: Session | None = None) -> dict[str, int]:
    """How often each segment of the wheel that has a stock was won, by segment id."""
    prefix = f"{wheel}:"
    rows = database.wheel_stocks.find({"_id": {"$regex": f"^{prefix}"}}, session=session)
    return {row["_id"].removeprefix(prefix): row["taken"] async for row in rows}


async def take_stock(database: Database, session: Session, wheel: str, segment: str, stock: int) -> bool:
    """Count one more win of the segment, unless `stock` wins are counted already; say whether it was counted.

    Belongs in a transaction: when another one takes from the same stock, one of the two is replayed.
    """
    counter = _stock_id(wheel, segment)
    counted = await database.wheel_stocks.update_one(
        {"_id": counter, "taken": {"$lt": stock}}, {"$inc": {"taken": 1}}, session=session
    )
    if counted.modified_count:
        return True
    if stock == 0 or await database.wheel_stocks.find_one({"_id": counter}, session=session):
        return False
    # Not an upsert: on a stock that is sold out it would try to insert, and the failure would end the transaction.
    # Two transactions that insert the same counter conflict, and the later one is replayed.
    await database.wheel_stocks.insert_one({"_id": counter, "taken": 1}, session=session)
    return True


async def insert_play(database: Database, session: Session, play: Mapping[str, Any]) -> None:
    """Store a spin, as `documents.play_document` gives it. Raises DuplicateKeyError when its nonce is used already."""
    await database.plays.insert_one(dict(play), session=session)


async def play(database: Database, play_id: str) -> Row | None:
    """The spin with this id."""
    return await database.plays.find_one({"_id": play_id})


async def plays(
    database: Database, member: str, wheel: str, *, before: tuple[int, int] | None = None, limit: int = 50
) -> list[Row]:
    """A member's spins on a wheel, the latest first; `before` is the seed number and nonce of the last one seen."""
    wanted: Row = {"member": member, "wheel": wheel}
    if before is not None:
        seed_number, nonce = before
        earlier_seed, same_seed = {"seed_number": {"$lt": seed_number}}, {"seed_number": seed_number}
        wanted["$or"] = [earlier_seed, {**same_seed, "nonce": {"$lt": nonce}}]
    latest_first = [("seed_number", DESCENDING), ("nonce", DESCENDING)]
    return await database.plays.find(wanted).sort(latest_first).limit(limit).to_list()


async def players(database: Database, session: Session, after: str, limit: int) -> list[Row]:
    """The wheel states and roots of the next `limit` members whose id is greater than `after`, by id."""
    rows = database.members.find({"_id": {"$gt": after}}, {"wheel_root": 1, "wheels": 1}, session=session)
    return await rows.sort("_id", ASCENDING).limit(limit).to_list()


async def player(database: Database, session: Session, member: str) -> Row | None:
    """The wheel states and root of one member."""
    return await database.members.find_one({"_id": member}, {"wheel_root": 1, "wheels": 1}, session=session)


async def plays_in_order(
    database: Database, session: Session, members: Mapping[str, str], wheel: str | None
) -> AsyncIterator[Row]:
    """The spins of the members whose id matches the condition, in the order in which they were drawn."""
    wanted: Row = {"member": members} | ({} if wheel is None else {"wheel": wheel})
    drawn = [("member", ASCENDING), ("wheel", ASCENDING), ("seed_number", ASCENDING), ("nonce", ASCENDING)]
    async for row in database.plays.find(wanted, session=session).sort(drawn):
        yield row


def _stock_id(wheel: str, segment: str) -> str:
    return f"{wheel}:{segment}"
