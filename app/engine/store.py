"""Every query of activities."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.errors import BulkWriteError, DuplicateKeyError

from app.engine.activities import Purchase, Return
from app.engine.documents import receipt_id
from app.storage.client import Collection, Database, Row, Session

DUPLICATE_KEY = 11_000  # MongoDB's error code


async def read_activity(database: Database, activity: str, session: Session | None = None) -> Row | None:
    """The activity with this id."""
    return await database.activities.find_one({"_id": activity}, session=session)


async def insert_activities(database: Database, session: Session, activities: Sequence[Row]) -> int | None:
    """Append activities. The position of the first one whose key was used already, if any: then roll back."""
    return await _insert(database.activities, session, activities)


async def take_receipts(database: Database, session: Session, purchases: Sequence[Row]) -> int | None:
    """Claim the references of these purchases. The position of the first one that is taken, if any: then roll back."""
    receipts = [
        {"_id": receipt_id(purchase["said"]["partner"], purchase["said"]["reference"]), "activity": purchase["_id"]}
        for purchase in purchases
    ]
    return await _insert(database.receipts, session, receipts)


async def purchase_with(database: Database, member: str, partner: str, reference: str) -> Row | None:
    """The purchase a partner recorded for this member under a reference."""
    found = await database.receipts.find_one({"_id": receipt_id(partner, reference)})
    activity = await read_activity(database, found["activity"]) if found else None
    return activity if activity and activity["member"] == member and activity["kind"] == Purchase.kind else None


async def returns_of(database: Database, member: str, partner: str, reference: str) -> tuple[Mapping[str, Any], ...]:
    """The returns of a purchase so far."""
    wanted = {"member": member, "said.partner": partner, "said.reference": reference, "kind": Return.kind}
    return tuple(await database.activities.find(wanted).to_list())


async def history(database: Database, member: str, limit: int, *, before: int | None = None) -> list[Row]:
    """A member's activities, the latest first; `before` is the number of the last one seen."""
    wanted: Row = {"member": member}
    if before is not None:
        wanted["number"] = {"$lt": before}
    return await database.activities.find(wanted).sort("number", DESCENDING).limit(limit).to_list()


async def deeds_of(database: Database, member: str, kinds: Iterable[str], upto: int) -> list[Row]:
    """The member's activities of these kinds, and all that earned or lost a badge, in the order of their numbers.

    `upto` is the number of the last one that matters.
    """
    badges = {"outcomes.type": {"$in": ["badge_awarded", "badge_revoked"]}}
    wanted = {"member": member, "number": {"$lte": upto}, "$or": [{"kind": {"$in": list(kinds)}}, badges]}
    told = {"kind": 1, "at": 1, "said": 1, "outcomes": 1}
    return await database.activities.find(wanted, told).sort("number", ASCENDING).to_list()


async def activities_since(database: Database, member: str, at: datetime) -> list[Row]:
    """What a member did from an instant on, in the order of their numbers."""
    return await database.activities.find({"member": member, "at": {"$gte": at}}).sort("number", ASCENDING).to_list()


async def activities_after(database: Database, member: str, number: int, limit: int) -> list[Row]:
    """A member's activities after the one of this number, the earliest first."""
    wanted = {"member": member, "number": {"$gt": number}}
    return await database.activities.find(wanted).sort("number", ASCENDING).limit(limit).to_list()


async def _insert(collection: Collection, session: Session, rows: Sequence[Row]) -> int | None:
    """Insert rows in order. The position of the first one whose id exists already, if any."""
    try:
        if len(rows) == 1:
            await collection.insert_one(rows[0], session=session)  # much lighter than a bulk of one
        elif rows:
            await collection.insert_many(rows, ordered=True, session=session)
    except DuplicateKeyError:
        return 0
    except BulkWriteError as failure:
        [error] = failure.details["writeErrors"]
        if error["code"] != DUPLICATE_KEY:
            raise
        return int(error["index"])
    return None
