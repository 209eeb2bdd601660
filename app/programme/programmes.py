"""The programme in force, kept in memory by each server process."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from structlog import get_logger

from app.programme import store
from app.programme.language import Vocabulary
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.refusals import NoProgrammePublished, UnknownProgrammeVersion
from app.storage.client import Database

LOOK_EVERY_S = 1.0

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """A version of the programme, ready to decide with."""

    number: int
    programme: Programme


class Programmes:
    """Holds the versions a process has used. A newly published one is in use after a second at most.

    `monotonic` tells seconds that never go back, such as `time.monotonic`.
    """

    def __init__(self, database: Database, vocabulary: Vocabulary, monotonic: Callable[[], float]) -> None:
        self._database = database
        self._vocabulary = vocabulary
        self._monotonic = monotonic
        self._versions: dict[int, Published] = {}
        self._current: Published | None = None
        self._newest_seen = 0
        self._looked_at = float("-inf")
        self._looking = asyncio.Lock()

    async def current(self) -> Published:
        """The version in force. Raises NoProgrammePublished before the first one."""
        # With a version in hand nobody waits for another's look; without one, everybody does.
        if self._current is None or (self._is_time_to_look() and not self._looking.locked()):
            async with self._looking:
                await self._look()
        if self._current is None:
            raise NoProgrammePublished
        return self._current

    async def version(self, number: int) -> Published:
        """The version with this number. Raises UnknownProgrammeVersion, or ProgrammeMistakes when it can't be read."""
        if number not in self._versions:
            found = await store.version(self._database, number)
            if found is None:
                raise UnknownProgrammeVersion(number)
            programme = await asyncio.to_thread(load, found.text, self._vocabulary)
            self._versions[number] = Published(number, programme)
        return self._versions[number]

    async def _look(self) -> None:
        """Ask for the newest number, unless another task has just done so."""
        if not self._is_time_to_look():
            return
        number = await store.current_number(self._database)
        self._looked_at = self._monotonic()
        if number > self._newest_seen:
            await self._use(number)
            self._newest_seen = number

    def _is_time_to_look(self) -> bool:
        return self._monotonic() - self._looked_at >= LOOK_EVERY_S

    async def _use(self, number: int) -> None:
        try:
            self._current = await self.version(number)
        except ProgrammeMistakes as mistakes:
            if self._current is None:
                raise
            # Published by newer software while this process still runs the old: better go on than go down.
            log.error("programme_version_unreadable", number=number, kept=self._current.number, mistakes=str(mistakes))
