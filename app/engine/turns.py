"""Turns: within one process, one change of a member, and one win from a stock or budget, at a time.

The database alone decides who was first; turns only spare it the hopeless attempts. Without them fifty changes of one
member at once each decide, collide and decide again.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """A queue per member and per stock, first come, first served; gone when nobody waits in it."""

    def __init__(self) -> None:
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, member: str) -> asyncio.Lock:
        """The member's queue: hold it while changing the member."""
        return self._queue(f"member:{member}")

    @asynccontextmanager
    async def at_stocks(self, stocks: Iterable[tuple[str, str]]) -> AsyncIterator[None]:
        """Wait for one's turn at these stocks, each with its owner: a segment of a wheel, a shard of a rule's budget.

        The member's turn first.
        """
        async with AsyncExitStack() as stack:
            for owner, stock in sorted(set(stocks)):  # in one order for all, so that nobody waits in a circle
                await stack.enter_async_context(self._queue(f"stock:{owner}:{stock}"))
            yield

    def _queue(self, name: str) -> asyncio.Lock:
        return self._queues.setdefault(name, asyncio.Lock())
