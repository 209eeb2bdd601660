"""What is wrong with a programme file, and where."""

from bisect import bisect_right
from dataclasses import dataclass
from difflib import get_close_matches

MOST_TOLD = 500
LONGEST_GUESS = 80
"""Characters of an unknown name that are compared with the known ones."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file, both counted from 1, as editors do."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend: where it is, by position and by name, what is wrong and the way out."""

    line: int
    column: int
    path: str
    message: str


class ProgrammeMistakes(Exception):
    """A programme file that cannot be used. Holds its mistakes in the order of the file, at most the first 500."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(set(mistakes))[:MOST_TOLD]
        super().__init__("\n".join(f"{m.line}:{m.column}: {m.message}" for m in self.mistakes))


class Lines:
    """Finds the line and column of a character of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]

    def place(self, index: int) -> Place:
        line = bisect_right(self._starts, index)
        return Place(line, index - self._starts[line - 1] + 1)


def mistake_at(place: Place, path: str, message: str) -> Mistake:
    return Mistake(place.line, place.column, path, message)


def did_you_mean(word: str, known: list[str], otherwise: str = "") -> str:
    """The way out for a name that does not exist: the nearest one that does, else all of them, or `otherwise`."""
    nearest = get_close_matches(word[:LONGEST_GUESS], known, n=1, cutoff=0.6)
    if nearest:
        return f"did you mean `{nearest[0]}`?" + (f" Otherwise {otherwise}" if otherwise else "")
    if not known:
        return otherwise
    return f"use one of {', '.join(f'`{name}`' for name in known)}" + (f", or {otherwise}" if otherwise else "")
