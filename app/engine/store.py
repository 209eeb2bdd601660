"""Every query of activities."""

from collections.abc import Mapping
from typing import Any

from pymongo import DESCENDING

from app.engine.activities import Purchase, Return
from app.engine.documents import receipt_id
from app.storage.client import Database, Row, Session


async def read_activity(database: Database, activity: str) -> Row | None:
    """The activity with this id."""
    return await database.activities.find_one({"_id": activity})


async def insert_activity(database: Database, session: Session, activity: Row) -> None:
    """Append an activity. Raises DuplicateKeyError when its key was used already."""
    await database.activities.insert_one(activity, session=session)


async def take_receipt(database: Database, session: Session, partner: str, reference: str, activity: str) -> None:
    """Claim a partner's reference. Raises DuplicateKeyError when another activity has it."""
    receipt = {"_id": receipt_id(partner, reference), "activity": activity}
    await database.receipts.insert_one(receipt, session=session)


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
