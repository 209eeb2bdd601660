"""Turns: within one process, one change of a member at a time.

The database alone decides who was first; turns only spare it the hopeless attempts. Without them fifty changes of one
member at once each decide, collide and decide again.
"""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """A queue per member, first come, first served; gone when nobody waits in it."""

    def __init__(self) -> None:
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, member: str) -> asyncio.Lock:
        """The member's queue: hold it while changing the member."""
        return self._queues.setdefault(member, asyncio.Lock())
