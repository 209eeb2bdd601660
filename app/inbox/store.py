"""Every query of the inbox."""

from collections.abc import Sequence
from datetime import datetime

from pymongo.errors import BulkWriteError

from app.storage.client import Database, Row

DUPLICATE_KEY = 11_000  # MongoDB's error code


async def keep(database: Database, messages: Sequence[Row]) -> None:
    """Put messages into the inboxes, those that are not there yet."""
    if not messages:
        return
    try:
        await database.inbox.insert_many(messages, ordered=False)
    except BulkWriteError as failure:
        if any(error["code"] != DUPLICATE_KEY for error in failure.details["writeErrors"]):
            raise


async def inbox_of(database: Database, member: str, limit: int, before: tuple[datetime, str] | None) -> list[Row]:
    """A member's messages, the latest first; `before` is the instant and id of the last one seen."""
    wanted: Row = {"member": member}
    if before is not None:
        at, name = before
        wanted["$or"] = [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": name}}]
    return await database.inbox.find(wanted).sort([("at", -1), ("_id", -1)]).limit(limit).to_list()


async def unread(database: Database, member: str) -> int:
    """How many of a member's messages were not read."""
    return await database.inbox.count_documents({"member": member, "read_at": None})


async def note_read(database: Database, member: str, message: str, at: datetime, *, opened: bool) -> Row | None:
    """Note that a message was read, or opened and so read too: the first time counts. None when there is none."""
    fields = ("read_at", "opened_at") if opened else ("read_at",)
    change = {"$set": {name: {"$ifNull": [f"${name}", at]} for name in fields}}
    return await database.inbox.find_one_and_update({"_id": message, "member": member}, [change], return_document=True)
