"""`python -m benchmarks [--quick] [--out FILE]`: measure the home screen and the spin. Linux only."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import uvloop
from rich.console import Console

from app.storage.embedded import embedded_mongodb
from benchmarks.load import Load
from benchmarks.members import Someone, make_members
from benchmarks.questions import HOME, NOTHING, bare_read, bare_write, graphql, register, spin
from benchmarks.report import show, write
from benchmarks.rounds import Case, Row, measure
from benchmarks.servers import PROJECT, Server, keep_to, started, two_cores
from graphql_schema.http.persisted import document_id_of


@dataclass(frozen=True, slots=True)
class Size:
    """How much to measure; times in seconds."""

    members: int
    rounds: int
    seconds: float
    warm_up_s: float


FULL = Size(members=2_000, rounds=5, seconds=2.0, warm_up_s=2.0)
QUICK = Size(members=200, rounds=1, seconds=0.5, warm_up_s=0.3)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument(
        "--quick", action="store_true", help="a few seconds: shows that it works, its figures are void"
    )
    options.add_argument("--out", type=Path, default=PROJECT / "build" / "bench.json", help="where the JSON goes")
    chosen = options.parse_args()
    server_core, load_core = two_cores()
    keep_to(load_core)
    console = Console()
    rows = uvloop.run(run(QUICK if chosen.quick else FULL, server_core, console))
    show(rows, console)
    write(rows, chosen.out)


async def run(size: Size, server_core: int, console: Console) -> list[Row]:
    """Make everything that is needed in a temporary folder, and measure."""
    with tempfile.TemporaryDirectory(prefix="magpie-bench-") as folder, console.status("making members") as status:
        async with embedded_mongodb(Path(folder)) as uri:
            members = cycle(await make_members(uri, Path(folder), size.members))
            with ExitStack() as stack:
                magpie = stack.enter_context(started("magpie", uri, Path(folder), server_core))
                bare = stack.enter_context(started("bare", uri, Path(folder), server_core))
                cases = [*home_cases(magpie, bare, members), *spin_cases(magpie, bare, members)]
                return await measure(
                    cases, rounds=size.rounds, seconds=size.seconds, warm_up_s=size.warm_up_s, told=status.update
                )


def home_cases(magpie: Server, bare: Server, members: Iterator[Someone]) -> list[Case]:
    """The home screen, as text and by the name of a persisted document; and the cost of any request at all."""
    document_id = register(magpie.port, next(members), HOME, document_id_of(HOME))
    asked = {
        "home screen": ({"query": HOME}, b'"me":{"code"'),
        "home, documentId": ({"documentId": document_id}, b'"me":{"code"'),
        "__typename": ({"query": NOTHING}, b'"__typename":"Query"'),
    }
    reads = {"bare, two reads": "/home", "bare, one read": ""}
    return [
        *(
            Case("Home screen", name, magpie, Load(magpie.port, graphql(members, body), expected))
            for name, (body, expected) in asked.items()
        ),
        *(
            Case("Home screen", name, bare, Load(bare.port, bare_read(members, what), b'"me":{"code"'), bare=True)
            for name, what in reads.items()
        ),
    ]


def spin_cases(magpie: Server, bare: Server, members: Iterator[Someone]) -> list[Case]:
    """The spin."""
    writes = {"bare, same writes": "/spins", "bare, two writes": "/two-writes"}
    return [
        Case("Spin", "spinWheel", magpie, Load(magpie.port, spin(members), b'"userErrors":[]')),
        *(
            Case("Spin", name, bare, Load(bare.port, bare_write(members, what), b'"segment":'), bare=True)
            for name, what in writes.items()
        ),
    ]


if __name__ == "__main__":
    main()
