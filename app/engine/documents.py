"""What is stored of an activity."""

from datetime import datetime
from typing import Any

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel


class ActivityRecord(Document):
    """One activity with everything it led to, written once and never changed.

    Its id is `<member>:<idempotency key>`, so that a key stands for one request of a member, for ever.
    """

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    number: int
    """Orders the member's activities: the member's version after it."""
    key: str
    request: str
    """The fingerprint of the request."""
    kind: str
    at: datetime
    recorded_at: datetime
    source: str
    """Who reported it: `app`, `partner:<id>`, `staff:<subject>`, `import:<name>`, or `time` where nobody did."""
    said: dict[str, Any]
    programme_version: int
    outcomes: list[dict[str, Any]]
    reasons: list[dict[str, Any]]

    class Settings:
        name = "activities"
        indexes = [
            IndexModel([("member", ASCENDING), ("number", DESCENDING)], name="member_latest", unique=True),
            IndexModel(
                [("member", ASCENDING), ("said.partner", ASCENDING), ("said.reference", ASCENDING)],
                name="by_reference",
                partialFilterExpression={"said.reference": {"$type": "string"}},
            ),
        ]


class Receipt(Document):
    """A partner's reference of a purchase, `<partner>:<reference>`: taken once, by one activity."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    activity: str

    class Settings:
        name = "receipts"


class FirstAnswer(Document):
    """What a request that moved nothing in a wallet was answered with. Its id is `<caller>:<idempotency key>`."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    request: str
    """The fingerprint of the request."""
    at: datetime
    answer: dict[str, Any]

    class Settings:
        name = "answers"
        indexes = [IndexModel([("at", ASCENDING)], name="kept_for_60_days", expireAfterSeconds=60 * 86_400)]


def activity_id(member: str, key: str) -> str:
    """The id of the activity that a member's idempotency key stands for."""
    return f"{member}:{key}"


def receipt_id(partner: str, reference: str) -> str:
    """The id of a partner's reference."""
    return f"{partner}:{reference}"
