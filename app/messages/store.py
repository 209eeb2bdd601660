"""Queries of deliveries that go beyond the sending of them."""

from datetime import datetime

from app.storage.client import Database, Session


async def note_opened(
    database: Database, session: Session, campaign: str, occurrence: str, member: str, at: datetime
) -> None:
    """Note that the member has opened the message of an occurrence, by whichever channel: the first time counts."""
    wanted = {"campaign": campaign, "occurrence": occurrence, "member": member, "opened_at": None}
    await database.deliveries.update_many(wanted, {"$set": {"opened_at": at}}, session=session)
