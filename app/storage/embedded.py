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
from collections.abc import AsyncIterator, Iterator, Sequence
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
async def embedded_mongodb(data_dir: Path, options: Sequence[str] = ()) -> AsyncIterator[str]:
    """The URI of the one mongod that serves this data folder, started with these further options if it is not running.

    It stops with the last process that leaves. A process that is killed leaves a running mongod behind, which the next
    one uses. Raises `MongodUnavailable` where no mongod can run.
    """
    if sys.platform == "win32":
        raise MongodUnavailable("The embedded MongoDB needs Linux or macOS. On Windows, set MONGODB_URI.")
    home = (data_dir / "mongodb").absolute()
    home.mkdir(parents=True, exist_ok=True)
    child: Mongod | None = None
    with _opened(home / "users") as users:
        try:
            async with _alone(home / "starting"):
                fcntl.flock(users, fcntl.LOCK_SH)  # only free or shared while we hold `starting`: never waits
                port, child = await _running_mongod(home, options)
            yield f"mongodb://{HOST}:{port}/?directConnection=true"
        finally:
            async with _alone(home / "starting"):
                fcntl.flock(users, fcntl.LOCK_UN)
                if _taken(users):
                    await _stop(home)
                    fcntl.flock(users, fcntl.LOCK_UN)
            if child is not None:
                child.poll()  # collect it, so that no zombie stays behind


async def _running_mongod(home: Path, options: Sequence[str]) -> tuple[int, Mongod | None]:
    """The port of a mongod that is ready to write, and the process if we started it."""
    previous = _noted_port(home)
    # Perhaps its starter died before it was ready, or it is dying just now: so wait for it, and look again.
    if previous is not None and _alive(home) and await _ready(home, previous):
        return previous, None
    return await _start(home, previous, options)


async def _start(home: Path, previous: int | None, options: Sequence[str]) -> tuple[int, Mongod]:
    executable = find_mongod()
    for _ in range(START_ATTEMPTS):
        port = free_port(previous)
        (home / "state.json").write_text(json.dumps({"port": port}))
        with _opened(home / "lifeline") as lifeline:
            if not _taken(lifeline):
                raise MongodUnavailable(f"A mongod runs on {home / 'data'}, but its port is not known: stop it.")
            mongod = start_mongod(executable, home / "data", home / "mongod.log", port, lifeline, options)
        if await _ready(home, port):
            return port, mongod
        exit_code = mongod.wait()
        if exit_code != ADDRESS_IN_USE_EXIT:
            raise why_it_ended(executable, exit_code, home / "mongod.log")
        previous = None
    raise MongodUnavailable(f"mongod found its port taken {START_ATTEMPTS} times in a row.")


async def _ready(home: Path, port: int) -> bool:
    """Wait until mongod is primary; False if it ended instead."""
    primary = asyncio.create_task(become_primary(port, START_DEADLINE_S))
    try:
        while not primary.done():
            await asyncio.wait([primary], timeout=0.05)
            if not _alive(home):
                return False
        await primary
    finally:
        primary.cancel()
    return True


async def _stop(home: Path) -> None:
    if not _alive(home):
        return
    for ending in (signal.SIGTERM, signal.SIGKILL):
        end_mongod(home / "data", ending)
        give_up_at = time.monotonic() + STOP_DEADLINE_S
        while time.monotonic() < give_up_at:
            if not _alive(home):
                return
            await asyncio.sleep(0.02)


def _alive(home: Path) -> bool:
    with _opened(home / "lifeline") as lifeline:
        return not _taken(lifeline)


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
