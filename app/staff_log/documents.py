"""What is stored of what the staff does."""

from datetime import datetime
from enum import StrEnum

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

LONGEST_ID = 100


class ActionOutcome(StrEnum):
    """What came of an action."""

    UNDER_WAY = "under_way"
    """It has not ended, or the server stopped in the middle: then nobody knows but what it was about."""
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    """A fault ended it."""


class StaffAction(Document):
    """One mutation of one person, written before it runs. No personal data of members, and nothing that was said."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    at: datetime
    by: str
    """The subject of somebody of the staff."""
    mutation: str
    about: dict[str, str]
    """The ids that it was given, and those that it answered with, by the names of their fields."""
    key: str
    """The idempotency key: the same action sent twice has it twice."""
    outcome: ActionOutcome
    codes: list[str]
    """Of the refusals."""
    ended_at: datetime | None

    class Settings:
        name = "staff_log"
        indexes = [
            IndexModel([("at", DESCENDING), ("_id", DESCENDING)]),
            IndexModel([("by", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
        ]
