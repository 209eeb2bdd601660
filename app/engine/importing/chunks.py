"""Chunks: how many lines are worked on at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.engine.importing.lines import BadLine, Line, PurchaseLine
from app.engine.importing.report import Problem

LINES = 1_000

Read = Callable[[Line], Iterator[PurchaseLine]]


@dataclass(slots=True)
class Chunk:
    """Some lines of a file: their purchases by customer, each customer's in the order of the file."""

    first: int = 0
    last: int = 0
    ends_at: int = 0
    """Where the chunk ends in the file, in bytes."""
    purchases: dict[str, list[PurchaseLine]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    references: set[str] = field(default_factory=set)

    def take(self, line: Line) -> None:
        """Go on to this line."""
        self.first = self.first or line.number
        self.last, self.ends_at = line.number, line.ends_at

    def add(self, found: PurchaseLine) -> None:
        """Add the purchase of a line."""
        self.take(found.line)
        self.purchases.setdefault(found.customer, []).append(found)
        self.references.add(found.purchase.reference)

    def has_room_for(self, found: PurchaseLine) -> bool:
        """A chunk has each reference once: which of two lines comes first must not depend on who is faster."""
        return found.purchase.reference not in self.references


def chunks_of(lines: Iterable[Line], read: Read) -> Iterator[Chunk]:
    """The file in chunks of at most 1,000 lines; the same file always gives the same chunks."""
    chunk = Chunk()
    for line in lines:
        if chunk.first and line.number - chunk.first >= LINES:
            yield chunk
            chunk = Chunk()
        try:
            for found in read(line):
                if not chunk.has_room_for(found):
                    yield chunk
                    chunk = Chunk()
                chunk.add(found)
        except BadLine as bad:
            chunk.take(line)
            chunk.problems.append(Problem(line.number, str(bad)))
    if chunk.first:
        yield chunk


def before_first_problem(chunk: Chunk) -> Chunk:
    """The part of a chunk that comes before its first bad line; the whole chunk where there is none."""
    if not chunk.problems:
        return chunk
    end = chunk.problems[0].line
    kept = {
        customer: [found for found in purchases if found.line.number < end]
        for customer, purchases in chunk.purchases.items()
    }
    purchases = {customer: found for customer, found in kept.items() if found}
    return Chunk(chunk.first, end - 1, chunk.ends_at, purchases, chunk.problems[:1])
