"""What is stored of a device."""

from datetime import datetime
from hashlib import sha256

from beanie import Document
from pymongo import ASCENDING, IndexModel


class Device(Document):
    """One installation of the app. Its id is a hash of the target, so that a target leads to one member at a time."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    kind: str
    """`fid`, a Firebase installation id, or `token`, a registration token of older apps."""
    value: str
    platform: str
    """`android`, `ios` or `web`."""
    app_version: str
    language: str
    zone: str
    registered_at: datetime
    last_seen_at: datetime
    quarantined: bool = False
    """Whether it belongs to another sender."""

    class Settings:
        name = "devices"
        indexes = [
            IndexModel([("member", ASCENDING)]),
            IndexModel([("last_seen_at", ASCENDING)], name="kept_for_270_days", expireAfterSeconds=270 * 86_400),
        ]


def device_id(kind: str, value: str) -> str:
    """The id of the device with this target."""
    return "dev_" + sha256(f"{kind}:{value}".encode()).hexdigest()[:32]
