"""Every query of the inbox."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from app.members.store import number_messages
from app.storage.client import Database, Row, Session
from app.storage.transaction import in_transaction

AT_ONCE = 100
"""Messages per transaction: few enough that members who do something meanwhile seldom hold them up."""


async def keep(database: Database, messages: Sequence[Row]) -> None:
    """Put messages into the inboxes, those that are not there yet, and none for whoever is erased.

    A message gets the member's next number in the transaction in which it appears: so the numbers of a member's
    messages have no gaps, none appears before an earlier one, and the change of the member wakes those who wait for it.
    """
    for start in range(0, len(messages), AT_ONCE):
        await _keep(database, messages[start : start + AT_ONCE])


async def inbox_of(database: Database, member: str, limit: int, before: int | None) -> list[Row]:
    """A member's messages, the latest first; `before` is the number of the last one seen."""
    wanted: Row = {"member": member}
    if before is not None:
        wanted["number"] = {"$lt": before}
    return await database.inbox.find(wanted).sort("number", -1).limit(limit).to_list()


async def messages_after(database: Database, member: str, number: int, limit: int) -> list[Row]:
    """A member's messages after the one of this number, the earliest first."""
    wanted = {"member": member, "number": {"$gt": number}}
    return await database.inbox.find(wanted).sort("number", 1).limit(limit).to_list()


async def read_message(database: Database, member: str, message: str) -> Row | None:
    """A message of the member's."""
    return await database.inbox.find_one({"_id": message, "member": member})


async def unread(database: Database, member: str) -> int:
    """How many of a member's messages were not read."""
    return await database.inbox.count_documents({"member": member, "read_at": None})


async def note_read(
    database: Database, session: Session, member: str, message: str, at: datetime, *, opened: bool
) -> Row | None:
    """Note that a message was read, or opened and so read too: the first time counts. None when there is none."""
    fields = ("read_at", "opened_at") if opened else ("read_at",)
    change = {"$set": {name: {"$ifNull": [f"${name}", at]} for name in fields}}
    return await database.inbox.find_one_and_update(
        {"_id": message, "member": member}, [change], return_document=True, session=session
    )


async def _keep(database: Database, messages: Sequence[Row]) -> None:
    async def write(session: Session) -> None:
        wanted = {"_id": {"$in": [message["_id"] for message in messages]}}
        there = {row["_id"] async for row in database.inbox.find(wanted, {"_id": 1}, session=session)}
        fresh = {message["_id"]: message for message in messages if message["_id"] not in there}
        before = await number_messages(database, session, Counter(row["member"] for row in fresh.values()))
        if numbered := _numbered(fresh.values(), before):
            await database.inbox.insert_many(numbered, session=session)

    await in_transaction(database.client, write)


def _numbered(messages: Iterable[Row], before: dict[str, int]) -> list[Row]:
    """The messages of these members, each with its number."""
    last = dict(before)
    numbered = []
    for message in messages:
        if message["member"] in before:
            last[message["member"]] += 1
            numbered.append({**message, "number": last[message["member"]]})
    return numbered
