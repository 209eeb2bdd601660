"""What the measurements say, for people and for programs."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.rounds import Row


def show(rows: Sequence[Row], console: Console) -> None:
    """A table for each group."""
    for group in dict.fromkeys(row.group for row in rows):
        own = [row for row in rows if row.group == group]
        console.print(_table(group, own))


def write(rows: Sequence[Row], file: Path) -> None:
    """The same as JSON, with the machine it was measured on."""
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    file.parent.mkdir(parents=True, exist_ok=True)
    rows_as_json = [asdict(row) for row in rows]
    file.write_bytes(orjson.dumps({"machine": machine, "rows": rows_as_json}, option=orjson.OPT_INDENT_2))


def _table(group: str, rows: Sequence[Row]) -> Table:
    table = Table(title=group, title_justify="left")
    table.add_column("case", no_wrap=True)
    for title in ("CPU ms", "per CPU s", "p50 ms", "p99 ms"):
        table.add_column(title, justify="right")
    for other in rows[0].ratios:
        table.add_column(f"to\n{other}", justify="right")
    for row in rows:
        figures = (f"{row.cpu_ms:.3f}", f"{row.per_cpu_s:.0f}", f"{row.p50_ms:.1f}", f"{row.p99_ms:.1f}")
        table.add_row(row.name, *figures, *(f"{ratio:.2f}" for ratio in row.ratios.values()))
    return table
