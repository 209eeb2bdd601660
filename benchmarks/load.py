"""Load: HTTP/1.1 over connections that stay open, each sending its next request when it has the last answer."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

CONNECTIONS = 32


class WrongAnswer(Exception):
    """A server answered something else than what is measured."""


@dataclass(frozen=True, slots=True)
class Load:
    """What to ask of which port. `request` makes the bytes of one request; every answer holds `expected`."""

    port: int
    request: Callable[[], bytes]
    expected: bytes


@dataclass(slots=True)
class Latencies:
    """How long each answer took, in seconds."""

    seconds: list[float] = field(default_factory=list)

    def percentile(self, percent: float) -> float:
        """The time within which this many percent of the answers came, in seconds."""
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)]


async def generate(load: Load, duration_s: float) -> Latencies:
    """Keep the server busy for this long; then wait for the answers under way. Raises WrongAnswer."""
    latencies = Latencies()
    until = time.perf_counter() + duration_s
    async with asyncio.TaskGroup() as connections:
        for _ in range(CONNECTIONS):
            connections.create_task(_one_connection(load, until, latencies))
    return latencies


async def _one_connection(load: Load, until: float, latencies: Latencies) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    try:
        while (started := time.perf_counter()) < until:
            writer.write(load.request())
            await _check_answer(reader, load.expected)
            latencies.seconds.append(time.perf_counter() - started)
    finally:
        writer.close()


async def _check_answer(reader: asyncio.StreamReader, expected: bytes) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, _, length = head.partition(b"content-length: ")
    body = await reader.readexactly(int(length.partition(b"\r\n")[0]))
    if not head.startswith(b"http/1.1 200") or expected not in body:
        raise WrongAnswer((head + body).decode(errors="replace"))
