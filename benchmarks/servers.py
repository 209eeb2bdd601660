"""The servers that are measured: each a process of its own, kept to one core."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.storage.mongod import free_port

PROJECT = Path(__file__).parent.parent
START_DEADLINE_S = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs and answers on its port."""

    process: subprocess.Popen[bytes]
    port: int

    def cpu_s(self) -> float:
        """The time that a core has spent on the process so far, in seconds: its own and the kernel's for it."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime and stime: proc_pid_stat(5)


def two_cores() -> tuple[int, int]:
    """A core for the servers, and one for MongoDB and the load: the same one where there is no other."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[0], cores[-1]


def keep_to(core: int) -> None:
    """Keep this process, and those it starts from now on, to one core."""
    os.sched_setaffinity(0, {core})


@contextlib.contextmanager
def started(kind: str, uri: str, data_dir: Path, core: int) -> Iterator[Server]:
    """A server of a kind that `benchmarks.serve` knows, ended on leaving. RuntimeError when it doesn't start."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.serve", kind, uri, str(data_dir), str(port), str(core)]
    process = subprocess.Popen(command, cwd=PROJECT)
    try:
        _wait_for(process, port)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    give_up_at = time.monotonic() + START_DEADLINE_S
    while process.poll() is None and time.monotonic() < give_up_at:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/healthz")
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
