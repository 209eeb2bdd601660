"""A read that several fields share."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Reads when the first field asks; fields that ask meanwhile, or later, get the same answer."""

    def __init__(self, read: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._read = read
        self._reading: asyncio.Task[T] | None = None

    async def get(self) -> T:
        """What was read."""
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        return await self._reading
