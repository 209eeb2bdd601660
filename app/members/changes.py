"""Changes of members, as they happen: one change stream of this process, however many wait for news."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import structlog
from pymongo.errors import OperationFailure, PyMongoError

from app.storage.client import Database

PIPELINE: list[Mapping[str, Any]] = [
    {"$match": {"operationType": {"$in": ["update", "replace"]}}},
    {"$project": {"documentKey": 1}},
]
"""Only whose document has changed: what has changed is read from the history."""
PAUSE_S = 0.5
LONGEST_WAIT_MS = 500
"""How long the server waits for a change before it says that there was none."""

log = structlog.get_logger()


class MemberChanges:
    """Wakes those who wait for changes of a member.

    The stream is opened for the first who asks, and closed soon after the last has gone. It only wakes: whoever is
    woken reads on in the history from where they stopped. So nothing is lost where the stream was cut, and nothing is
    told twice where it woke once too often.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._watching: asyncio.Task[None] | None = None
        self._open = asyncio.Event()

    @contextlib.asynccontextmanager
    async def of(self, database: Database, member: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set whenever the member may have changed since it was cleared.

        Entered once the stream is open, so that what is committed from then on sets it.
        """
        changed = asyncio.Event()
        self._waiting.setdefault(member, set()).add(changed)
        self._watching = self._watching or asyncio.create_task(self._watch(database))
        try:
            await self._open.wait()
            yield changed
        finally:
            self._waiting[member].discard(changed)
            if not self._waiting[member]:
                del self._waiting[member]

    async def _watch(self, database: Database) -> None:
        """Watch as long as somebody waits, over every interruption, each time from where the stream stopped.

        Ends by itself, at the latest when the server next says that there is nothing new: to cancel a task that waits
        for the driver is not safe on Python 3.11.
        """
        token: Mapping[str, Any] | None = None
        while self._waiting:
            try:
                async with await database.members.watch(
                    PIPELINE, resume_after=token, max_await_time_ms=LONGEST_WAIT_MS
                ) as stream:
                    self._opened(resumed=token is not None)
                    while self._waiting and stream.alive:
                        change = await stream.try_next()
                        token = stream.resume_token
                        if change is not None:
                            self._wake(change["documentKey"]["_id"])
                token = None  # the collection was dropped, or somebody came just as the last one left
            except PyMongoError as problem:
                log.warning("changes_interrupted", problem=type(problem).__name__)
                if isinstance(problem, OperationFailure):
                    token = None  # the server answered: it no longer knows the place
                await asyncio.sleep(PAUSE_S)
        self._watching = None
        self._open.clear()

    def _opened(self, *, resumed: bool) -> None:
        """A new stream knows nothing of what happened before it: everybody looks once."""
        self._open.set()
        if not resumed:
            for member in self._waiting:
                self._wake(member)

    def _wake(self, member: str) -> None:
        for changed in self._waiting.get(member, ()):
            changed.set()
