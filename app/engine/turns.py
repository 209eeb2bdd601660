"""Turns: within one process, one change of a member, and of a document that members share, at a time.

The database alone decides who was first; turns only spare it the hopeless attempts. Without them fifty changes of one
member at once each decide, collide and decide again.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """A queue per member and per shared document, first come, first served; gone when nobody waits in it."""

    def __init__(self) -> None:
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, member: str) -> asyncio.Lock:
        """The member's queue: hold it while changing the member."""
        return self._queue(f"member:{member}")

    @asynccontextmanager
    async def at(self, shared: Iterable[str]) -> AsyncIterator[None]:
        """Wait for one's turn at the shared documents of these names. The member's turn first."""
        async with AsyncExitStack() as stack:
            for name in sorted(set(shared)):  # in one order for all, so that nobody waits in a circle
                await stack.enter_async_context(self._queue(f"shared:{name}"))
            yield

    def _queue(self, name: str) -> asyncio.Lock:
        return self._queues.setdefault(name, asyncio.Lock())
