"""The carrier: takes turns to a process that has time for them, by Taskiq.

Without Redis that is always this process. With it, all processes that name the same one share their turns: they read a
stream as one group. What is carried is the number of a lane and nothing else: MongoDB has all the rest, so a turn that
is lost, or comes twice, changes nothing.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import structlog
from redis.exceptions import RedisError
from taskiq import InMemoryBroker
from taskiq.exceptions import SendTaskError
from taskiq.receiver import Receiver
from taskiq_redis import RedisStreamBroker

GROUP = "magpie"
LONGEST_STREAM = 1_000
BLOCK_MS = 1_000
LOCK_S = 10.0
PAUSE_S = 1.0

log = structlog.get_logger()

Turn = Callable[[int], Awaitable[None]]
Carry = Callable[[int], Awaitable[bool]]
"""Has the turn of a lane taken somewhere, sooner or later; False when it could not be handed over."""


@contextlib.asynccontextmanager
async def open_carrier(take: Turn, name: str, redis_url: str | None, at_once: int) -> AsyncIterator[Carry]:
    """A carrier, for which this process does its share with `take`, `at_once` turns side by side.

    `name` tells its turns from those of other databases. The turns under way are finished on leaving.
    """
    async with _within_this_process(take) if redis_url is None else _by_redis(take, name, redis_url, at_once) as carry:
        yield carry


@contextlib.asynccontextmanager
async def _within_this_process(take: Turn) -> AsyncIterator[Carry]:
    broker = InMemoryBroker()
    try:
        yield _carry(broker, take)
    finally:
        await broker.wait_all()
        await broker.shutdown()


@contextlib.asynccontextmanager
async def _by_redis(take: Turn, name: str, url: str, at_once: int) -> AsyncIterator[Carry]:
    broker = RedisStreamBroker(
        url,
        queue_name=f"magpie:{name}:turns",
        consumer_group_name=GROUP,
        maxlen=LONGEST_STREAM,
        xread_count=1,  # the rest is for the others
        xread_block=BLOCK_MS,
        unacknowledged_lock_timeout=LOCK_S,  # or a process that dies with it would keep the lock for ever
    )
    carry, leaving = _carry(broker, take), asyncio.Event()
    working = asyncio.create_task(_work(broker, at_once, leaving))
    try:
        yield carry
    finally:
        leaving.set()
        await working
        await broker.shutdown()


def _carry(broker: InMemoryBroker | RedisStreamBroker, take: Turn) -> Carry:
    async def turn(lane: int) -> None:
        await take(lane)

    task = broker.register_task(turn, "turn")

    async def carry(lane: int) -> bool:
        try:
            await task.kiq(lane)
        except SendTaskError as problem:
            log.warning("turn_not_carried", lane=lane, problem=type(problem.__cause__).__name__)
            return False
        return True

    return carry


async def _work(broker: RedisStreamBroker, at_once: int, leaving: asyncio.Event) -> None:
    """Take the turns that come by Redis, also after it was away for a while."""
    while not leaving.is_set():
        try:
            await Receiver(broker, max_async_tasks=at_once).listen(leaving)
        except* (RedisError, OSError) as problems:
            log.warning("redis_interrupted", problem=type(problems.exceptions[0]).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(leaving.wait(), PAUSE_S)
