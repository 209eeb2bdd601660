"""Every query of the referral room."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING

from app.referrals.invitation import UNUSED, Change, Invitation, invitation_from
from app.storage.client import Database, Row, Session


async def insert_invitation(database: Database, session: Session, invitation: Invitation) -> None:
    """Store a new invitation."""
    await database.invitations.insert_one(invitation.to_document(), session=session)


async def change_invitation(database: Database, session: Session, change: Change) -> bool:
    """Change an invitation if what the change expects is true; say whether it was."""
    expected = {"_id": change.code, **change.expects}
    changed = await database.invitations.update_one(expected, {"$set": dict(change.sets)}, session=session)
    return changed.matched_count == 1


async def read_invitation(database: Database, code: str) -> Invitation | None:
    """The invitation with this code."""
    found = await database.invitations.find_one({"_id": code})
    return invitation_from(found) if found else None


async def invitations_of(database: Database, member: str, limit: int, *, before: int | None = None) -> list[Invitation]:
    """A member's invitations, the latest first; `before` is the number of the last one seen."""
    wanted: Row = {"member": member}
    if before is not None:
        wanted["number"] = {"$lt": before}
    rows = await database.invitations.find(wanted).sort("number", DESCENDING).limit(limit).to_list()
    return [invitation_from(row) for row in rows]


async def latest_unused(database: Database, member: str, now: datetime) -> Invitation | None:
    """A member's latest invitation that can still be accepted."""
    rows = await database.invitations.find(_unused(member, now)).sort("number", DESCENDING).limit(1).to_list()
    return invitation_from(rows[0]) if rows else None


async def unused_invitations(database: Database, member: str, now: datetime) -> list[Invitation]:
    """All invitations of a member that can still be accepted."""
    rows = await database.invitations.find(_unused(member, now)).to_list()
    return [invitation_from(row) for row in rows]


async def insert_owed(database: Database, session: Session, owed: Sequence[Row]) -> None:
    """Store what is owed from now on."""
    await database.owed.insert_many(owed, session=session)


async def owed_for(database: Database, invitation: str) -> list[Row]:
    """What is still owed for an invitation, in the order in which it came to be owed."""
    in_order = [("order", ASCENDING), ("_id", ASCENDING)]
    return await database.owed.find({"invitation": invitation}).sort(in_order).to_list()


async def invitations_owing(database: Database) -> AsyncIterator[str]:
    """The codes of the invitations that something is still owed for."""
    latest = None
    async for row in database.owed.find({}, {"invitation": 1}).sort("invitation", ASCENDING):
        if row["invitation"] != latest:
            yield row["invitation"]
        latest = row["invitation"]


async def forget_owed(database: Database, key: str) -> None:
    """It is recorded: nothing is owed any longer."""
    await database.owed.delete_one({"_id": key})


def _unused(member: str, now: datetime) -> Row:
    return {"member": member, "expires_at": {"$gt": now}, **UNUSED}
