"""The sockets and event streams that are open in this process: how many there may be, and for how long."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graphql_schema.http.ending import stopping, too_many


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """How much sockets and event streams may ask for, and how long they may take. In seconds, unless said."""

    per_caller: int = 10
    """Most sockets and event streams of one caller in one process."""

    operations: int = 20
    """Most operations under way on one socket."""

    init_s: float = 3.0
    """From opening a socket to its `connection_init`."""

    idle_s: float = 300.0
    """A socket without an operation is closed after this time, or twice that at the latest."""

    send_s: float = 30.0
    """What a caller may take to receive one message."""

    keep_alive_s: float = 15.0
    """Between two comments that keep an event stream open where nothing happens."""

    recheck_s: float = 60.0
    """Between two looks whether a caller may still be here."""

    notice_s: float = 60.0
    """How long before its token expires a socket is told."""


class OpenStreams:
    """Counts what is open, and ends it all when the server stops."""

    def __init__(self, limits: StreamLimits | None = None) -> None:
        self.limits = limits or StreamLimits()
        self._open: Counter[str] = Counter()
        self._stopping = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    @contextlib.contextmanager
    def one_more(self, caller: str) -> Iterator[None]:
        """Hold a place for a stream of this caller. Raises Ended when they have as many as they may."""
        if self._open[caller] >= self.limits.per_caller:
            raise too_many(self.limits.per_caller)
        self._open[caller] += 1
        self._empty.clear()
        try:
            yield
        finally:
            self._leave(caller)

    async def until_stopping(self) -> None:
        """Wait until the server stops. Raises Ended."""
        await self._stopping.wait()
        raise stopping()

    async def stop(self, patience_s: float = 2.0) -> None:
        """End all streams, and wait until they are gone; not for ever."""
        self._stopping.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._empty.wait(), patience_s)

    def _leave(self, caller: str) -> None:
        self._open[caller] -= 1
        if not self._open[caller]:
            del self._open[caller]
        if not self._open:
            self._empty.set()
