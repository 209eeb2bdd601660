"""Large files need no more memory than small ones."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from importing_world import HEADER, bought, csv_options

from app.engine.backend import Backend
from app.engine.importing.chunks import LINES, chunks_of
from app.engine.importing.csv_format import CsvFormat
from app.engine.importing.import_purchases import import_purchases
from app.engine.importing.lines import lines_of
from app.engine.importing.report import PROBLEMS_KEPT

SMALL, LARGE = 2_000, 100_000
READ = 12_000
"""Fewer lines where every allocation is traced: that is slow, and holds up the event loop of all tests."""


def written(path: Path, lines: Iterator[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADER}\n")
        file.writelines(f"{line}\n" for line in lines)
    return path


def peak_of_reading(path: Path) -> int:
    """The most memory that reading the file in chunks takes, in bytes."""
    tracemalloc.start()
    with path.open("rb") as file:
        for chunk in chunks_of(lines_of(file), CsvFormat("shop", "USD").read):
            assert chunk.last - chunk.first < LINES
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_reading_a_large_file_takes_the_memory_of_a_small_one(tmp_path: Path) -> None:
    peaks = [
        peak_of_reading(written(tmp_path / f"{count}.csv", (bought(f"m{n}", f"r{n}") for n in range(count))))
        for count in (SMALL, READ)
    ]
    assert peaks[1] < 1.2 * peaks[0]


async def test_a_hundred_thousand_bad_lines_are_counted_and_the_first_are_kept(
    backend: Backend, tmp_path: Path
) -> None:
    lines = (bought(f"m{n}", f"r{n}") if n % 10_000 == 0 else "nonsense" for n in range(LARGE))
    report = await import_purchases(backend, written(tmp_path / "bad.csv", lines), csv_options())
    assert (report.recorded, report.bad_lines) == (10, LARGE - 10)
    assert len(report.problems) == PROBLEMS_KEPT
    assert [problem.line for problem in report.problems[:2]] == [3, 4]
