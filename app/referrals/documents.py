"""What the referral room stores beside the member document."""

from datetime import datetime
from typing import Any

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel


class InvitationRecord(Document):
    """An invitation, under its code: used, cancelled or neither; changed only on a condition, so it is used once."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    number: int
    sent_at: datetime
    expires_at: datetime
    channel: str | None
    cancelled_at: datetime | None
    friend: str | None
    joined_at: datetime | None
    bought_at: datetime | None

    class Settings:
        name = "invitations"
        indexes = [
            IndexModel([("member", ASCENDING), ("number", DESCENDING)], name="of_member"),
        ]


class OwedActivity(Document):
    """An activity that is still to be recorded for another member; gone once it is.

    Written in the very transaction that owes it, under the idempotency key of that activity.
    """

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    invitation: str
    order: int
    member: str
    kind: str
    said: dict[str, Any]
    at: datetime

    class Settings:
        name = "owed"
        indexes = [
            IndexModel([("invitation", ASCENDING), ("order", ASCENDING), ("_id", ASCENDING)], name="in_order"),
            IndexModel([("member", ASCENDING)], name="of_member"),
        ]
