"""Keeping to a quota, and to a number of messages in the air, while sending."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from app.push.quota import SECOND_NS, Bucket, Quota, reserve


class Pace:
    """Lets senders of one process go one by one: no faster than `quota`, and no more than `at_once` at a time.

    `elapsed_ns` is a count of nanoseconds that never leaps, and `sleep` waits for seconds of the same clock.
    """

    def __init__(
        self,
        quota: Quota,
        at_once: int,
        elapsed_ns: Callable[[], int] = time.monotonic_ns,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._quota = quota
        self._elapsed_ns = elapsed_ns
        self._sleep = sleep
        self._bucket: Bucket | None = None
        self._slots = asyncio.Semaphore(at_once)

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a slot and for the quota, then hold the slot. A sender that gives up waiting loses its place."""
        async with self._slots:
            now_ns = self._elapsed_ns()
            self._bucket, leaves_ns = reserve(self._quota, self._bucket, now_ns)
            if leaves_ns > now_ns:
                await self._sleep((leaves_ns - now_ns) / SECOND_NS)
            yield
