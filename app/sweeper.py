"""The sweeper: sweeps, and gives new badges, again and again until it is asked to stop."""

import asyncio
import contextlib

import structlog
from pymongo.errors import PyMongoError

from app.engine.awarding import award
from app.engine.backend import Backend
from app.engine.owing import pay_all
from app.engine.sweep import sweep

EVERY_S = 30.0

log = structlog.get_logger()


async def sweep_for_ever(backend: Backend, stop: asyncio.Event | None = None) -> None:
    """Sweep every 30 seconds, also after the database was away for a while; a sweep under way is finished first.

    Badges of a new programme version are then given to everyone whose history fulfils them.
    """
    stop = stop or asyncio.Event()
    while not stop.is_set():
        try:
            if settled := await sweep(backend):
                log.info("swept", members=settled)
            if changed := await award(backend):
                log.info("badges_awarded", members=changed)
            if paid := await pay_all(backend):
                log.info("paid_what_was_owed", activities=paid)
        except PyMongoError as problem:
            log.warning("sweep_failed", problem=type(problem).__name__)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY_S)
