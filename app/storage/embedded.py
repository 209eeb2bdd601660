"""A real MongoDB for development and tests, shared by every process that uses the same data folder.

Three lock files under `<data_dir>/mongodb` carry the whole protocol; the kernel drops each lock when its holder dies,
so nothing is ever stale:

- `starting`: held alone while somebody starts or stops mongod.
- `users`: held shared by everyone who uses it; whoever leaves and can hold it alone was the last, and stops mongod.
- `lifeline`: inherited by mongod itself, so it is held exactly while mongod lives.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from app.storage.mongod import (
    ADDRESS_IN_USE_EXIT,
    HOST,
    Mongod,
    MongodUnavailable,
    become_primary,
    end_mongod,
    find_mongod,
    free_port,
    start_mongod,
    why_it_ended,
)

if sys.platform != "win32":
    import fcntl

START_DEADLINE_S = 60.0  # recovery after a kill can take a while on a slow disk
STOP_DEADLINE_S = 20.0
START_ATTEMPTS = 5  # another process may take the free port before mongod does


@contextlib.asynccontextmanager
async def embedded_mongodb(data_dir: Path) -> AsyncIterator[str]:
    """The URI of the one mongod that serves this data folder, started if it is not running.

    It stops with the last process that leaves. A process that is killed leaves a running mongod behind, which the next
    one uses. Raises `MongodUnavailable` where no mongod can run.
    """
    if sys.platform == "win32":
        raise MongodUnavailable("The embedded MongoDB needs Linux or macOS. On Windows, set MONGODB_URI.")
    home = (data_dir / "mongodb").absolute()
    home.mkdir(parents=True, exist_ok=True)
    with _opened(home / "users") as users:
        async with _alone(home / "starting"):
            fcntl.flock(users, fcntl.LOCK_SH)  # only free or shared while we hold `starting`: never waits
            port, child = await _running_mongod(home)
        try:
            yield f"mongodb://{HOST}:{port}/?directConnection=true"
        finally:
            async with _alone(home / "starting"):
                fcntl.flock(users, fcntl.LOCK_UN)
                if _taken(users):
                    await _stop(home)
            if child is not None:
                child.poll()  # collect it, so that no zombie stays behind


async def _running_mongod(home: Path) -> tuple[int, Mongod | None]:
    """The port of a mongod that is ready to write, and the process if we started it."""
    with _opened(home / "lifeline") as lifeline:
        previous = _noted_port(home)
        if not _taken(lifeline) and previous is not None:
            await _ready(previous)  # it lives; perhaps its starter died before it was ready
            return previous, None
    return await _start(home, previous)


async def _start(home: Path, previous: int | None) -> tuple[int, Mongod]:
    executable = find_mongod()
    for _ in range(START_ATTEMPTS):
        port = free_port(previous)
        (home / "state.json").write_text(json.dumps({"port": port}))
        with _opened(home / "lifeline") as lifeline:
            fcntl.flock(lifeline, fcntl.LOCK_EX | fcntl.LOCK_NB)
            mongod = start_mongod(executable, home / "data", home / "mongod.log", port, lifeline)
        exit_code = await _ready(port, mongod)
        if exit_code is None:
            return port, mongod
        if exit_code != ADDRESS_IN_USE_EXIT:
            raise why_it_ended(executable, exit_code, home / "mongod.log")
        previous = None
    raise MongodUnavailable(f"mongod found its port taken {START_ATTEMPTS} times in a row.")


async def _ready(port: int, mongod: Mongod | None = None) -> int | None:
    """Wait until mongod is primary: None, or its exit code if it ended instead."""
    primary = asyncio.create_task(become_primary(port, START_DEADLINE_S))
    try:
        while not primary.done():
            await asyncio.wait([primary], timeout=0.1)
            if mongod is not None and (exit_code := mongod.poll()) is not None:
                return exit_code
        await primary
    finally:
        primary.cancel()
    return None


async def _stop(home: Path) -> None:
    with _opened(home / "lifeline") as lifeline:
        for ending in (signal.SIGTERM, signal.SIGKILL):
            if not _taken(lifeline):
                end_mongod(home / "data", ending)
            give_up_at = time.monotonic() + STOP_DEADLINE_S
            while time.monotonic() < give_up_at:
                if _taken(lifeline):
                    return
                await asyncio.sleep(0.02)


def _noted_port(home: Path) -> int | None:
    try:
        return int(json.loads((home / "state.json").read_text())["port"])
    except (FileNotFoundError, ValueError, KeyError):
        return None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.asynccontextmanager
async def _alone(path: Path) -> AsyncIterator[None]:
    """Hold this lock alone; asks again and again rather than blocking the event loop."""
    with _opened(path) as descriptor:
        while not _taken(descriptor):  # noqa: ASYNC110 - other processes hold it, no event can tell
            await asyncio.sleep(0.02)
        yield


def _taken(descriptor: int) -> bool:
    """Take this lock alone if nobody else holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
