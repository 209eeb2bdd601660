"""`magpie serve --demo` as a person runs it: a process of its own, on an empty data folder."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import httpx
import pytest

MAGPIE = Path(sys.executable).with_name("magpie")
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Served:
    """A running server, and the environment that its commands run in."""

    address: str
    environment: dict[str, str]
    process: int
    """Its number."""

    def magpie(self, *arguments: str) -> str:
        """What a command run beside the server prints."""
        return subprocess.run(
            [MAGPIE, *arguments], env=self.environment, check=True, capture_output=True, text=True, timeout=PATIENCE_S
        ).stdout


@contextlib.contextmanager
def serving(folder: Path, log_name: str = "log") -> Iterator[Served]:
    """A server that keeps everything in this folder. Several may share one, each with a log of its own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAGPIE_")}
    environment = {
        **own,
        "MAGPIE_MODE": "development",
        "MAGPIE_DATA_DIR": str(folder / "data"),
        "MAGPIE_PORT": str(_free_port()),
    }
    with (folder / log_name).open("wb") as log:
        process = subprocess.Popen([MAGPIE, "serve", "--demo"], env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{environment['MAGPIE_PORT']}"
        _wait_until_ready(address, process, folder / log_name)
        yield Served(address, environment, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _free_port() -> int:
    with closing(socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text()}")
