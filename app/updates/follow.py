"""Follow: what changed for a member after a place in their history, and then what changes, for ever."""

import asyncio
from collections.abc import AsyncGenerator

import structlog
from pymongo.errors import PyMongoError

from app.engine.activities import Erasure
from app.engine.backend import Backend
from app.updates.missed import Change, missed_since
from app.updates.position import Position

PAUSE_S = 1.0

log = structlog.get_logger()


async def follow(backend: Backend, member: str, position: Position) -> AsyncGenerator[Change, None]:
    """Each change after the place once, in order, as soon as it is committed, whichever process commits it.

    Ends at once when the member is erased: nobody is left to be told. Waits while the database is away. Reads on only
    when the last change was taken: who is slow holds up nobody, and nothing piles up. Close it when done
    (`contextlib.aclosing`).
    """
    async with backend.changes.of(backend.database, member) as changed:
        while True:
            changed.clear()  # before reading: what is committed while we read sets it again
            try:
                missed = await missed_since(backend.database, member, position)
            except PyMongoError as problem:
                log.warning("updates_interrupted", problem=type(problem).__name__)
                await asyncio.sleep(PAUSE_S)
                continue
            if any(_is_erasure(change) for change in missed.changes):
                return
            for change in missed.changes:
                yield change
            position = missed.position
            if not missed.more:
                await changed.wait()


def _is_erasure(change: Change) -> bool:
    return change.activity is not None and change.activity["kind"] == Erasure.kind
