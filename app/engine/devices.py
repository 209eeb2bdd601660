"""Devices: a member's app says where it can be reached, or no longer."""

from app.devices.installation import Installation
from app.devices.refusals import UnknownDevice
from app.devices.rules import registered, surplus
from app.devices.store import devices_of, drop_devices, keep_device, read_device, remove_device
from app.engine.backend import Backend
from app.engine.beside import change_beside
from app.engine.once import Answer
from app.storage.client import Session


async def register(backend: Backend, member: str, installation: Installation, key: str) -> str:
    """Keep where the member's app can be reached, and return the id of the device.

    It leaves whoever had it before, and a member with too many devices loses the one unseen for longest. No consent is
    asked for: without one, nothing is sent. Raises InvalidDevice, BadZone, BadLanguage, or what `change_beside` raises.
    """

    async def work(session: Session) -> Answer:
        installation.check()
        database, now = backend.database, backend.clock.now()
        before = await read_device(database, installation.id, session)
        await keep_device(database, registered(installation, member, before, now), session)
        await drop_devices(database, surplus(await devices_of(database, member, session), installation.id), session)
        return {"device": installation.id}

    said = {"mutation": "registerDevice", **installation.said}
    answer = await change_beside(backend, member, key, said, work)
    return str(answer["device"])


async def remove(backend: Backend, member: str, device: str, key: str) -> None:
    """Forget a device of the member. Raises UnknownDevice, or what `change_beside` raises."""

    async def work(session: Session) -> Answer:
        if not await remove_device(backend.database, member, device, session):
            raise UnknownDevice().about("deviceId")
        return {"device": device}

    await change_beside(backend, member, key, {"mutation": "removeDevice", "device": device}, work)
