"""Running: plan and deliver, again and again, until asked to stop. Any number of processes may."""

import asyncio
import contextlib

import structlog
from pymongo.errors import PyMongoError

from app.campaigns.desk import Desk
from app.campaigns.working.carrier import Carry, open_carrier
from app.campaigns.working.turns import forget, take_turn, turns_to_take

PAUSE_S = 1.0
AT_ONCE = 6
"""Turns that one process takes side by side: planning, listening, and four lanes."""

log = structlog.get_logger()


async def run_campaigns(desk: Desk, stop: asyncio.Event, redis_url: str | None = None) -> None:
    """Plan and deliver whatever is due; what is under way is finished before it returns.

    Processes that name the same Redis share their turns by it; others each take those that are left over.
    """
    turns = _Turns(desk, stop)
    async with open_carrier(turns.take, desk.database.name, redis_url, AT_ONCE) as carry:
        while not stop.is_set():
            try:
                await turns.ask(carry)
            except PyMongoError as problem:
                log.warning("campaigns_interrupted", problem=type(problem).__name__)
            await turns.pause()


class _Turns:
    """The turns of this process."""

    def __init__(self, desk: Desk, stop: asyncio.Event) -> None:
        self._desk = desk
        self._stop = stop
        self._running = 0
        self._look = asyncio.Event()
        """Set when it is worth looking for work at once."""

    async def ask(self, carry: Carry) -> None:
        """Ask for as many turns as this process has room for."""
        lanes = await turns_to_take(self._desk, AT_ONCE - self._running)
        await forget(self._desk, [lane for lane in lanes if not await carry(lane)])

    async def take(self, lane: int) -> None:
        """Take one, unless we are about to stop: then somebody else will."""
        if self._stop.is_set():
            return await forget(self._desk, [lane])
        self._running += 1
        try:
            if await take_turn(self._desk, lane, self._stop):
                self._look.set()
        except PyMongoError as problem:
            log.warning("turn_interrupted", lane=lane, problem=type(problem).__name__)
        finally:
            self._running -= 1
        return None

    async def pause(self) -> None:
        """Wait a second, or until there is room and reason to go on."""
        self._look.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAUSE_S):
                await self._look.wait()
