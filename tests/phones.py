"""Phones that can be reached, as they are stored."""

from datetime import datetime

from app.devices.documents import device_id
from app.storage.client import Row


def device(member: str, value: str, now: datetime) -> Row:
    return {
        "_id": device_id("token", value),
        "member": member,
        "kind": "token",
        "value": value,
        "platform": "android",
        "app_version": "1.0",
        "language": "en",
        "zone": "Europe/Amsterdam",
        "registered_at": now,
        "last_seen_at": now,
        "quarantined": False,
    }
