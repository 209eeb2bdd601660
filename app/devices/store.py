"""Every query of devices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from app.storage.client import Database, Row, Session

AWAY = timedelta(days=30)
"""An app that was not seen for so long is most likely gone: Firebase counts it as stale, and so do we."""


async def read_device(database: Database, device: str, session: Session | None = None) -> Row | None:
    """The device with this id, whoever has it."""
    return await database.devices.find_one({"_id": device}, session=session)


async def keep_device(database: Database, device: Row, session: Session | None = None) -> None:
    """Store a device as it is now."""
    await database.devices.replace_one({"_id": device["_id"]}, device, upsert=True, session=session)


async def remove_device(database: Database, member: str, device: str, session: Session | None = None) -> bool:
    """Forget a device of the member; False when they have no such device."""
    removed = await database.devices.delete_one({"_id": device, "member": member}, session=session)
    return removed.deleted_count == 1


async def devices_of(database: Database, member: str, session: Session | None = None) -> list[Row]:
    """The member's devices, the one seen last first."""
    found = database.devices.find({"member": member}, session=session)
    return await found.sort([("last_seen_at", -1), ("_id", 1)]).to_list()


async def reachable_devices(database: Database, members: Iterable[str], now: datetime) -> Mapping[str, list[Row]]:
    """The devices to send to, by member: seen within 30 days, and ours to send to."""
    wanted = {"member": {"$in": list(members)}, "last_seen_at": {"$gt": now - AWAY}, "quarantined": False}
    found = defaultdict(list)
    async for row in database.devices.find(wanted):
        found[row["member"]].append(row)
    return found


async def drop_devices(database: Database, devices: Iterable[str], session: Session | None = None) -> None:
    """Forget devices that exist no longer."""
    if names := list(devices):
        await database.devices.delete_many({"_id": {"$in": names}}, session=session)


async def quarantine_devices(database: Database, devices: Iterable[str]) -> None:
    """Set devices aside that belong to another sender."""
    if names := list(devices):
        await database.devices.update_many({"_id": {"$in": names}}, {"$set": {"quarantined": True}})
