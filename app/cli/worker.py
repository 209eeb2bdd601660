"""`magpie worker`: the work that no request waits for."""

import asyncio
import signal

import structlog

from app.cli.running import DataDir, run_opened, settings_with
from app.logs import configure_logging
from app.opening import Opened
from app.sweeper import sweep_for_ever

log = structlog.get_logger()


def worker(data_dir: DataDir = None) -> None:
    """Book what time changes, warn of what expires, give new badges for past deeds, and pay what is owed for friends.

    Any number of workers may run; SIGTERM ends one gracefully.
    """
    settings = settings_with(data_dir=data_dir)
    configure_logging(settings)
    run_opened(settings, _work, sending=True)


async def _work(opened: Opened) -> None:
    asked_to_stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, asked_to_stop.set)
    log.info("worker_started")
    await sweep_for_ever(opened.backend, asked_to_stop)
    log.info("worker_stopped")
