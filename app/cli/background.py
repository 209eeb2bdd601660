"""What no request waits for: sweeping, and the sending of campaigns."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from pymongo.errors import PyMongoError

from app.campaigns.working.running import run_campaigns
from app.development_clock import DevelopmentClock
from app.opening import Opened
from app.sweeper import sweep_for_ever

LOOK_AT_CLOCK_S = 1.0


async def work_in_background(opened: Opened, stop: asyncio.Event) -> None:
    """Do it until asked to stop; what is under way is finished first."""
    redis_url = opened.settings.redis_url
    shared_by = str(redis_url.get_secret_value()) if redis_url else None
    async with asyncio.TaskGroup() as group:
        group.create_task(sweep_for_ever(opened.backend, stop))
        group.create_task(run_campaigns(opened.desk, stop, shared_by))
        if opened.development_clock is not None:
            group.create_task(_follow(opened.development_clock, stop))


@contextlib.asynccontextmanager
async def background(opened: Opened) -> AsyncIterator[None]:
    """Do it beside something else, until that is over."""
    stop = asyncio.Event()
    working = asyncio.create_task(work_in_background(opened, stop))
    try:
        yield
    finally:
        stop.set()
        await working


async def _follow(clock: DevelopmentClock, stop: asyncio.Event) -> None:
    """Notice when somebody moves the clock."""
    while not stop.is_set():
        with contextlib.suppress(PyMongoError):
            await clock.refresh()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_AT_CLOCK_S)
