"""Running: plan and deliver, again and again, until asked to stop. Any number of processes may."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from pymongo.errors import PyMongoError

from app.campaigns.deliver import deliver_lane
from app.campaigns.desk import Desk
from app.campaigns.end import end_campaigns
from app.campaigns.lanes import give_back
from app.campaigns.listen import listen
from app.campaigns.plan import make_occurrences, plan_next
from app.messages.documents import LANES

PAUSE_S = 1.0
LANES_AT_ONCE = 4
"""Lanes that one process works off side by side."""

log = structlog.get_logger()

Round = Callable[[], Awaitable[bool]]
"""Some work; whether there was any, so that there may be more."""


async def run_campaigns(desk: Desk, stop: asyncio.Event) -> None:
    """Plan and deliver whatever is due; what is under way is finished before it returns."""
    lanes: asyncio.Queue[int] = asyncio.Queue()
    for lane in range(LANES):
        lanes.put_nowait(lane)

    async def plan() -> bool:
        await make_occurrences(desk)
        await end_campaigns(desk)
        return await plan_next(desk)

    async def deliver() -> bool:
        return await _deliver_all(desk, lanes, stop)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_again_and_again(plan, stop))
            group.create_task(_again_and_again(deliver, stop))
            group.create_task(_again_and_again(partial(listen, desk), stop))
    finally:
        with contextlib.suppress(PyMongoError):
            await give_back(desk.database, desk.owner)


async def _deliver_all(desk: Desk, lanes: "asyncio.Queue[int]", stop: asyncio.Event) -> bool:
    """One turn of every lane, a few side by side."""
    turns, delivered = LANES, 0

    async def work() -> None:
        nonlocal turns, delivered
        while turns > 0 and not stop.is_set():
            turns -= 1
            lane = lanes.get_nowait()
            try:
                delivered += await deliver_lane(desk, lane)
            finally:
                lanes.put_nowait(lane)

    async with asyncio.TaskGroup() as group:
        for _ in range(LANES_AT_ONCE):
            group.create_task(work())
    return delivered > 0


async def _again_and_again(work: Round, stop: asyncio.Event) -> None:
    while not stop.is_set():
        more = False
        try:
            more = await work()
        except* PyMongoError as problems:
            log.warning("campaigns_interrupted", problem=type(problems.exceptions[0]).__name__)
        if not more:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PAUSE_S)
