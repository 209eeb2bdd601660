"""The totals of all causes, remembered for a moment: they are on every home screen."""

import asyncio
import time
from collections.abc import Callable, Mapping

from app.causes.gifts import Total
from app.causes.store import read_totals
from app.storage.client import Database

LOOK_EVERY_S = 1.0


class CauseTotals:
    """What was given to each cause. What another process has counted shows after a second at most.

    `monotonic` tells seconds that never go back.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._look: asyncio.Task[Mapping[str, Total]] | None = None
        self._looked_at = float("-inf")

    async def of(self, database: Database, cause: str) -> Total:
        """What all members together have given to a cause. Whoever asks meanwhile waits for the same look."""
        if self._look is None or self._is_over(self._look):
            self._looked_at = self._monotonic()
            self._look = asyncio.create_task(read_totals(database))
        # Shielded: a request that is given up must not take the others' look with it.
        return (await asyncio.shield(self._look)).get(cause, Total())

    def forget(self) -> None:
        """Look anew next time: this process has just counted something."""
        self._look = None

    def _is_over(self, look: "asyncio.Task[Mapping[str, Total]]") -> bool:
        failed = look.done() and (look.cancelled() or look.exception() is not None)
        return failed or self._monotonic() - self._looked_at >= LOOK_EVERY_S
