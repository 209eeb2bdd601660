"""What is stored of messages in inboxes."""

from datetime import datetime
from typing import Any

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.templates.render import ReadNotice

KEPT_DAYS = 180


class InboxMessage(Document):
    """A message as the member reads it: `<campaign>:<occurrence>:<member>`, so that it is there once."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    campaign: str
    occurrence: str
    at: datetime
    language: str
    title: str
    body: str
    link: str | None = None
    image: str | None = None
    read_at: datetime | None = None
    """When the member saw it in the inbox."""
    opened_at: datetime | None = None
    """When they followed it, from the inbox or from any channel."""

    class Settings:
        name = "inbox"
        indexes = [
            IndexModel([("member", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
            IndexModel([("at", ASCENDING)], name="kept_for_180_days", expireAfterSeconds=KEPT_DAYS * 86_400),
        ]


def message_id(campaign: str, occurrence: str, member: str) -> str:
    """The id of a message in the inbox."""
    return f"{campaign}:{occurrence}:{member}"


def inbox_message(
    name: str, member: str, campaign: str, occurrence: str, notice: ReadNotice, at: datetime
) -> dict[str, Any]:
    """A message as it is first stored."""
    return {
        "_id": name,
        "member": member,
        "campaign": campaign,
        "occurrence": occurrence,
        "at": at,
        "language": notice.language,
        "title": notice.title,
        "body": notice.body,
        "link": notice.link,
        "image": notice.image,
        "read_at": None,
        "opened_at": None,
    }
