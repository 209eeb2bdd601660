"""Whose a device is, and how many a member has."""

from collections.abc import Sequence
from datetime import datetime

from app.devices.installation import Installation
from app.storage.client import Row

MOST = 10
"""How many devices a member has at most: more are installations that nobody uses any longer."""


def registered(installation: Installation, member: str, before: Row | None, now: datetime) -> Row:
    """The device as it is stored from now on. `before` is what was stored of it, of whoever had it.

    A phone belongs to whoever is signed in, and keeps nothing of those before.
    """
    since = before["registered_at"] if before is not None and before["member"] == member else now
    return {
        "_id": installation.id,
        "member": member,
        "kind": installation.kind,
        "value": installation.value,
        "platform": installation.platform.value,
        "app_version": installation.app_version,
        "language": installation.language,
        "zone": installation.zone,
        "registered_at": since,
        "last_seen_at": now,
        "quarantined": False,
    }


def surplus(devices: Sequence[Row], kept: str) -> list[str]:
    """The ids of the devices that have to go: those unseen for longest, never the one that was `kept` just now.

    `devices` are all of a member's, the one seen last first.
    """
    others = [device["_id"] for device in devices if device["_id"] != kept]
    return others[MOST - 1 :]
