"""Mistakes as a terminal shows them: where, what, and the line itself with a mark under the spot."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from app.programme.mistakes import Mistake, ProgrammeMistakes

LONGEST_QUOTE = 160


def report(mistakes: ProgrammeMistakes, text: str, file: str) -> str:
    """All mistakes in `text`, which was read from `file`: `FILE:LINE:COLUMN: message` and the quoted line of each."""
    lines = text.split("\n")
    return "\n".join(line for mistake in mistakes.mistakes for line in _lines(mistake, lines, file))


def _lines(mistake: Mistake, lines: list[str], file: str) -> Iterator[str]:
    yield f"{file}:{mistake.line}:{mistake.column}: {mistake.message}"
    source = lines[mistake.line - 1].rstrip("\r") if mistake.line <= len(lines) else ""
    if source.strip() and mistake.column <= LONGEST_QUOTE:
        gutter = f"{mistake.line:>5} | "
        before = source[: mistake.column - 1]
        yield gutter + _printable(source)[:LONGEST_QUOTE]
        yield " " * (len(gutter) - 2) + "| " + "".join(map(_blank, before)) + "^"


def _blank(character: str) -> str:
    """As much blank as the character takes: Chinese, Japanese and Korean ones are two columns wide."""
    return "  " if east_asian_width(character) in "WF" else " "


def _printable(source: str) -> str:
    """The line without characters that would move the mark or steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in source)
