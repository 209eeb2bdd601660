"""Locate: a member's app says where they are, if they agreed to that."""

from collections.abc import Mapping

from app.engine.activities import FenceCrossing
from app.engine.backend import Backend
from app.engine.beside import change_beside
from app.engine.once import Answer
from app.engine.record import record
from app.fences.crossings import Crossing, Terms, moved
from app.fences.refusals import NoLocationConsent, NotAtFence, UnknownFence
from app.fences.store import fence_within, fences_around, keep_place, read_whereabouts
from app.members.consents import ConsentsState, Purpose
from app.places.position import Position
from app.profile.fingerprint import fingerprint
from app.profile.store import fingerprint_key
from app.storage.client import Session

TOLERANCE_M = 200
"""How far a phone may be wrong about where it is."""

Happened = list[tuple[str, Crossing]]


async def report_location(backend: Backend, member: str, near: Position, key: str, source: str) -> Happened:
    """Note where the member is, and record what fences they went into and out of; those are returned.

    Raises NoLocationConsent, BadPosition, NotJoined or IdempotencyKeyReused.
    """
    near.check()
    return await _report(backend, member, near, None, key, source)


async def report_crossing(
    backend: Backend, member: str, fence: str, crossing: Crossing, near: Position, key: str, source: str
) -> Happened:
    """What a device that watches a fence itself has seen, checked against where it is.

    Raises as `report_location` does, and NotAtFence or UnknownFence.
    """
    near.check()
    return await _report(backend, member, near, (fence, crossing), key, source)


async def _report(
    backend: Backend, member: str, near: Position, seen: tuple[str, Crossing] | None, key: str, source: str
) -> Happened:
    now = backend.clock.now()
    place = await _fingerprint(backend, member, near)
    said = {"mutation": "reportCrossing" if seen else "reportLocation", "place": place, "seen": list(seen or ())}

    async def work(session: Session) -> Answer:
        await _check_consent(backend, session, member)
        if seen:
            await _check_seen(backend, near, *seen)
        within = await fences_around(backend.database, near, session)
        before = await read_whereabouts(backend.database, session, member, now)
        after, happened = moved(before, await _seen(backend, within, seen, session), now)
        await keep_place(backend.database, session, member, near, now, after)
        return {"happened": [list(one) for one in happened], "at": now}

    answer = await change_beside(backend, member, key, said, work)
    happened = [(str(fence), Crossing(crossing)) for fence, crossing in answer["happened"]]
    for fence, crossing in happened:
        done = FenceCrossing(fence=fence, crossing=crossing.value, at=answer["at"])
        await record(backend, member, done, f"{key}:{fence}:{crossing}", source)
    return happened


async def _seen(
    backend: Backend, within: Mapping[str, Terms], seen: tuple[str, Crossing] | None, session: Session
) -> dict[str, Terms]:
    """The fences that the member is within: by the position, but for the one that the device itself has watched."""
    if seen is None:
        return dict(within)
    fence, crossing = seen
    others = {name: terms for name, terms in within.items() if name != fence}
    if crossing is Crossing.EXIT:
        return others
    row = await backend.database.geofences.find_one({"_id": fence}, session=session)
    return others | ({fence: Terms(row["cooldown_s"], row["dwell_s"])} if row else {})


async def _check_consent(backend: Backend, session: Session, member: str) -> None:
    row = await backend.database.members.find_one({"_id": member}, {"consents": 1}, session=session)
    if row is None or not ConsentsState.from_document(row.get("consents") or {}).allows(Purpose.LOCATION):
        raise NoLocationConsent()


async def _check_seen(backend: Backend, near: Position, fence: str, crossing: Crossing) -> None:
    if await backend.database.geofences.find_one({"_id": fence}, {"_id": 1}) is None:
        raise UnknownFence(fence).about("fence")
    if crossing is not Crossing.EXIT and await fence_within(backend.database, fence, near, TOLERANCE_M) is None:
        raise NotAtFence(fence).about("near")


async def _fingerprint(backend: Backend, member: str, near: Position) -> str:
    """So that the same request is known again, while nothing tells where it was."""
    details = {"latitude": near.latitude, "longitude": near.longitude}
    return fingerprint(await fingerprint_key(backend.vault, member), details)
