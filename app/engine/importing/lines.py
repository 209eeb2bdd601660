"""The lines of a file, a few at a time in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.engine.activities import Purchase

LONGEST_LINE_BYTES = 64 * 1024


class BadLine(Exception):
    """Why a line can't be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number from 1, and the place in the file where it ends, in bytes."""

    number: int
    content: str
    ends_at: int
    problem: str | None = None
    """Why it can't be read, whatever the format."""

    @property
    def text(self) -> str:
        """What the line says. Raises BadLine when it is too long or not UTF-8."""
        if self.problem is not None:
            raise BadLine(self.problem)
        return self.content


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """A line that says who bought something. `customer` is the brand's own number or name for the member."""

    line: Line
    customer: str
    purchase: Purchase


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """The lines of a file that are not blank. A byte order mark is left out."""
    number = 0
    while content := file.readline(LONGEST_LINE_BYTES):
        number += 1
        problem = None
        if len(content) == LONGEST_LINE_BYTES and not content.endswith(b"\n"):
            _skip_rest(file)
            problem = f"is longer than {LONGEST_LINE_BYTES} bytes"
        try:
            text = content.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            text = content.decode("latin-1")
            problem = problem or "is not UTF-8; save the file as UTF-8"
        if text.strip():
            yield Line(number, text.rstrip("\r\n"), file.tell(), problem)


def _skip_rest(file: BinaryIO) -> None:
    while (content := file.readline(LONGEST_LINE_BYTES)) and not content.endswith(b"\n"):
        continue
