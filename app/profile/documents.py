"""What is stored about the person behind a member: all of it sealed, under a key of the member's own."""

from beanie import Document
from pymongo import ASCENDING, IndexModel


class Profile(Document):
    """Personal data under the member's id, sealed as a whole with the member's key. Missing until there is any."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    sealed: bytes
    """A BSON document: see `app.profile.store`."""

    class Settings:
        name = "profiles"


class MemberKey(Document):
    """A member's key under the member's id, made when they join and deleted when they are erased."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    wrapped: bytes
    """The key, sealed with a master key."""
    master: str
    """The name of that master key."""

    class Settings:
        name = "keys"
        indexes = [IndexModel([("master", ASCENDING)])]
