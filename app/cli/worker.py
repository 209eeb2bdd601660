"""`magpie worker`: the work that no request waits for."""

import asyncio
import signal

import structlog
from prometheus_client import start_http_server

from app.cli.background import work_in_background
from app.cli.running import DataDir, keep_for_good, run_opened, settings_with
from app.logs import configure_logging
from app.metrics import REGISTRY
from app.opening import Opened

log = structlog.get_logger()


def worker(data_dir: DataDir = None) -> None:
    """Send campaigns, book what time changes, warn of what expires, give new badges, and pay what is owed for friends.

    Any number of workers may run; SIGTERM ends one gracefully.
    """
    settings = settings_with(data_dir=data_dir)
    configure_logging(settings)
    run_opened(settings, _work, sending=True)


async def _work(opened: Opened) -> None:
    asked_to_stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, asked_to_stop.set)
    if opened.settings.metrics_port is not None:
        start_http_server(opened.settings.metrics_port, registry=REGISTRY)
    keep_for_good()
    log.info("worker_started")
    await work_in_background(opened, asked_to_stop)
    log.info("worker_stopped")
