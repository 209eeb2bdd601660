"""Record all: several activities of one member that follow one another, in one transaction where possible."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.engine.activities import Activity, Join, Purchase, Visit, request_hash
from app.engine.backend import Backend
from app.engine.commit import Entry, Overtaken, commit
from app.engine.entries import entry_of_activity
from app.engine.foresee import foresee_from
from app.engine.owing import pay_soon
from app.engine.purchase_refusals import ReferenceAlreadyUsed
from app.engine.record import Recorded, record
from app.engine.state import changes_of
from app.errors import Refusal
from app.members.refusals import UnknownMember
from app.members.store import read_member

Keyed = tuple[Join | Purchase | Visit, str]
"""An activity and its idempotency key. Only kinds that are decided by the member's state alone."""


async def record_all(
    backend: Backend, member: str, activities: Sequence[Keyed], source: str
) -> list[Recorded | Refusal]:
    """Record the activities in order, each exactly as `record` would; a refused one does not stop the others.

    One transaction holds them all. Should something else have touched the member or a key meanwhile, they are recorded
    one by one. Keys that were used before are answered as ever, but slowly: ask for them first. Raises UnknownMember.
    """
    async with backend.turns.of(member):
        document = await read_member(backend.database, member)
        if document is None:
            raise UnknownMember(member).about("member")
        answers, entries = await _decided(backend, document, activities, source)
        written = await _written(backend, entries)
    if not written:  # one by one, each of them meets what was in the way
        return [await _one(backend, member, activity, key, source) for activity, key in activities]
    await pay_soon(backend, [owed for entry in entries for owed in entry.owed])
    return answers


async def _written(backend: Backend, entries: list[Entry]) -> bool:
    """Commit the entries, if any; False when something was in the way, and nothing is written."""
    try:
        if entries:
            async with backend.turns.at(name for entry in entries for name in entry.shared):
                await commit(backend, *entries)
    except (Overtaken, ReferenceAlreadyUsed):
        return False
    return True


async def _decided(
    backend: Backend, document: Mapping[str, Any], activities: Sequence[Keyed], source: str
) -> tuple[list[Recorded | Refusal], list[Entry]]:
    """Decide about each activity on the state that those before it lead to."""
    answers: list[Recorded | Refusal] = []
    entries: list[Entry] = []
    for activity, key in activities:
        try:
            unwritten = [entry.activity for entry in entries if entry.activity is not None]
            foreseen = await foresee_from(backend, document, activity, unwritten)
        except Refusal as refusal:
            answers.append(refusal)
            continue
        entry = entry_of_activity(foreseen, key=key, source=source, request=request_hash(activity))
        assert entry.activity is not None
        document = {**document, **changes_of(entry.books.state)}
        entries.append(entry)
        answers.append(entry.activity)
    return answers, entries


async def _one(backend: Backend, member: str, activity: Activity, key: str, source: str) -> Recorded | Refusal:
    try:
        return await record(backend, member, activity, key, source)
    except Refusal as refusal:
        return refusal
