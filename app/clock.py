"""Time, as an argument.

Decisions never look at a clock: the outermost layer asks one and passes the instant on. All instants are aware UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows the present instant."""

    def now(self) -> datetime:
        """The present instant in UTC, in whole milliseconds: MongoDB's resolution."""
        ...


def in_milliseconds(instant: datetime) -> datetime:
    """The instant cut to whole milliseconds, so that what is written equals what is read back."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return in_milliseconds(datetime.now(UTC))


class MovableClock:
    """A clock that can be moved forward, for development and tests: the base clock plus an offset that only grows."""

    def __init__(self, base: Clock | None = None, offset: timedelta = timedelta(0)) -> None:
        self._base = base or SystemClock()
        self.offset = offset

    def now(self) -> datetime:
        return in_milliseconds(self._base.now() + self.offset)


class FixedClock:
    """A clock that stands still until it is set, for tests."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return in_milliseconds(self.instant)
