"""A worker in a process of its own, that can be killed at a chosen step of its work.

It kills itself by what it says to MongoDB, or hears from it: nothing in the product knows that it is being tested.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import beanie
import pytest
from campaign_world import work
from master_keys import MASTER_KEYS
from pymongo import monitoring

from app.campaigns.desk import Desk, owner_name
from app.campaigns.model import Channel
from app.campaigns.sending.push_sender import PushSender
from app.campaigns.working.running import run_campaigns
from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.push.firebase import open_firebase
from app.push.quota import Quota
from app.storage.client import connect

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["worker_process", "httpcore", "h2.connection", "anyio._backends._asyncio"])
PATIENCE_S = 60.0

Command = Mapping[str, Any]


@dataclass(frozen=True)
class Work:
    """What a worker needs to know."""

    uri: str
    database: str
    fcm: str
    credentials: Path
    certificate: Path
    now: datetime
    dies: str = ""
    """The name of one of the `DEATHS`, or none."""
    at_command: int = 0
    """Or it dies at this command of all, before or after it was carried out; 0 for at none."""
    for_ever: bool = False
    """It goes on until SIGTERM, and not only until nothing is due."""


def be_ready() -> None:
    """Start the process that workers are forked from: it has read all code, so that they start at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))  # Python 3.11 and 3.12 tell it no other way
        forkserver.ensure_running()


def start(work: Work) -> BaseProcess:
    """A new worker."""
    process = FORKING.Process(target=_run, args=(work,))
    process.start()
    return process


async def ended(process: BaseProcess) -> int:
    """How a worker ended."""
    await asyncio.to_thread(process.join, PATIENCE_S)
    assert process.exitcode is not None, "the worker still works"
    return process.exitcode


def _sets(command: Command, **fields: Any) -> bool:
    """Whether the command updates deliveries, the first one with these fields."""
    if "update" not in command or command["update"] != "deliveries":
        return False
    change = command["updates"][0]["u"]
    return isinstance(change, dict) and all(change.get("$set", {}).get(name, ...) == at for name, at in fields.items())


def _fences(command: Command) -> bool:
    return _sets(command) and set(command["updates"][0]["u"].get("$set", {})) == {"fence"}


def _inserts(command: Command, collection: str) -> bool:
    return bool(command.get("insert") == collection)


BEFORE, AFTER = "before", "after"

DEATHS: Mapping[str, tuple[str, Callable[[Command], bool]]] = {
    "after fencing": (AFTER, _fences),
    "after deciding": (BEFORE, lambda command: _sets(command, decision="sending")),
    "after marking": (AFTER, lambda command: _sets(command, decision="sending")),
    "after giving": (BEFORE, lambda command: _inserts(command, "inbox")),
    "after keeping in the inbox": (AFTER, lambda command: _inserts(command, "inbox")),
    "after the answer": (BEFORE, lambda command: _inserts(command, "deliveries") and _is_next_step(command)),
    "after the next step": (AFTER, lambda command: _inserts(command, "deliveries") and _is_next_step(command)),
    "after noting": (AFTER, lambda command: _sets(command, decision="sent")),
}


def _is_next_step(command: Command) -> bool:
    return bool(command["documents"][0]["step"] > 0)


class Killer(monitoring.CommandListener):
    """Sees every command to MongoDB, and kills this process at one."""

    def __init__(self, work: Work) -> None:
        self._when, self._is_it = DEATHS.get(work.dies, (BEFORE, lambda _: False))
        self._at = work.at_command
        self._seen = 0
        self._waiting_for: int | None = None

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self._count()
        if self._is_it(event.command):
            if self._when == BEFORE:
                die()
            self._waiting_for = event.request_id

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        self._count()
        if event.request_id == self._waiting_for:
            die()

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        self._count()

    def _count(self) -> None:
        self._seen += 1
        if self._seen == self._at:
            die()


def die() -> None:
    """At once: nothing is finished, nothing said, no connection closed."""
    os.kill(os.getpid(), signal.SIGKILL)


def _run(work_to_do: Work) -> None:
    # The one certificate that the worker trusts is read much faster than all of the machine's.
    os.environ["SSL_CERT_FILE"] = str(work_to_do.certificate)
    monitoring.register(Killer(work_to_do))
    asyncio.run(_work(work_to_do))


async def _work(told: Work) -> None:
    async with (
        connect(told.uri) as client,
        open_firebase(told.credentials, Quota(600_000), endpoint=told.fcm) as push,
    ):
        database, clock = client[told.database], FixedClock(told.now)
        await beanie.init_beanie(database, document_models=DOCUMENTS, skip_indexes=True)
        backend = Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
        desk = Desk(backend, owner_name(), {Channel.PUSH: PushSender(database, clock, push)})
        if told.for_ever:
            stop = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
            await run_campaigns(desk, stop)
        else:
            await work(desk)
