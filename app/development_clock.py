"""The development clock: see next week today.

Its offset lies in the database, so that all processes of a development server and the command line tell the same time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from beanie import Document
from pymongo import ReturnDocument

from app.clock import Clock, MovableClock
from app.errors import Refusal
from app.programme.values import Duration
from app.storage.client import Database, Session

THE_ONE = "offset"
FURTHEST = timedelta(days=36_500)
"""How far ahead of the real time the clock may be in all: a century, far from the end of the calendar."""
MILLISECOND = timedelta(milliseconds=1)


@dataclass(eq=False)
class DevelopmentOnly(Refusal):
    """Only a development server does this."""

    code: ClassVar[str] = "DEVELOPMENT_ONLY"
    remedy: ClassVar[str] = "Nothing helps: in production, time passes by itself."
    words: ClassVar[str] = "Only a server in development mode does this."


@dataclass(eq=False)
class BadDuration(Refusal):
    """Not a length of time."""

    code: ClassVar[str] = "INVALID_DURATION"
    remedy: ClassVar[str] = "Ask for a count and a unit, for example `14d`."
    words: ClassVar[str] = "A length of time {problem}."
    problem: str


@dataclass(eq=False)
class ClockTooFarAhead(Refusal):
    """The development clock would be more than a century ahead."""

    code: ClassVar[str] = "CLOCK_TOO_FAR_AHEAD"
    remedy: ClassVar[str] = "Start with a new data folder."
    words: ClassVar[str] = (
        "The clock can be at most a century ahead of the real time. Start with a new data folder to go back."
    )


class ClockOffset(Document):
    """The only document of its collection: how far the clock is ahead, in milliseconds."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    offset_ms: int

    class Settings:
        name = "development_clock"


class DevelopmentClock:
    """A clock ahead of `base` by the offset in the database, as this process last read it."""

    def __init__(self, database: Database, base: Clock | None = None) -> None:
        self._offsets = database[ClockOffset.Settings.name]
        self._clock = MovableClock(base)

    def now(self) -> datetime:
        """The present instant in UTC, in whole milliseconds."""
        return self._clock.now()

    async def refresh(self) -> None:
        """Read the offset: another process may have moved the clock. Time that was told already never comes back."""
        found = await self._offsets.find_one({"_id": THE_ONE})
        if found is not None:
            self._clock.offset = max(self._clock.offset, found["offset_ms"] * MILLISECOND)

    async def advance(self, duration: Duration, session: Session | None = None) -> datetime:
        """Move the clock forward for everybody, and return what time it is then.

        Each process, this one too, tells the new time from its next `refresh` on. Any number may move the clock at
        once: every move counts. Raises ClockTooFarAhead.
        """
        now = self.now()
        step = duration.after(now, ZoneInfo("UTC")) - now
        await self._offsets.update_one(
            {"_id": THE_ONE}, {"$setOnInsert": {"offset_ms": 0}}, upsert=True, session=session
        )
        moved = await self._offsets.find_one_and_update(
            {"_id": THE_ONE, "offset_ms": {"$lte": (FURTHEST - step) // MILLISECOND}},
            {"$inc": {"offset_ms": step // MILLISECOND}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        if moved is None:
            raise ClockTooFarAhead().about("by")
        offset: timedelta = moved["offset_ms"] * MILLISECOND
        return now - self._clock.offset + offset
