"""What is stored of messages in inboxes."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.templates.render import ReadNotice

KEPT_DAYS = 180


class InboxMessage(Document):
    """A message as the member reads it, under an id that comes of what it is, so that it is there once."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    number: int
    """From 1, in the order in which the member's messages came."""
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
            IndexModel([("member", ASCENDING), ("number", DESCENDING)], unique=True),
            IndexModel([("at", ASCENDING)], name="kept_for_180_days", expireAfterSeconds=KEPT_DAYS * 86_400),
        ]


def message_id(campaign: str, occurrence: str, member: str) -> str:
    """The id of a message in the inbox: the same for every step of a cascade, and silent about the campaign."""
    return "msg_" + sha256(f"{campaign}:{occurrence}:{member}".encode()).hexdigest()[:32]


def inbox_message(
    name: str, member: str, campaign: str, occurrence: str, notice: ReadNotice, at: datetime
) -> dict[str, Any]:
    """A message as it is first stored, once it has a number."""
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
