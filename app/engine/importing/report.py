"""What an import was asked and what it did."""

from dataclasses import dataclass, field
from enum import StrEnum

PROBLEMS_KEPT = 1_000


class Format(StrEnum):
    """How a file is written."""

    CSV = "csv"
    CDNOW = "cdnow"


class OnError(StrEnum):
    """What a line that can't be imported does."""

    SKIP = "skip"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Whose purchases these are, and how to read them. `partner` is the partner's id, as in a partner key."""

    format: Format
    partner: str
    on_error: OnError = OnError.SKIP

    @property
    def source(self) -> str:
        """What the activities name as their source."""
        return f"import:{self.partner}"

    def key(self, reference: str) -> str:
        """The idempotency key of a purchase. A customer's joining has the source as its key."""
        return f"import:{self.partner}:{reference}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line, counted from 1, that was not imported, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class ImportReport:
    """What became of the lines of a file. All problems are counted, the first 1,000 are kept."""

    recorded: int = 0
    already_there: int = 0
    """Purchases that an earlier import had recorded."""
    refused: int = 0
    """Purchases that the programme's rules do not allow."""
    bad_lines: int = 0
    """Lines that are no purchase in this format."""
    joined: int = 0
    """Members that were made for these purchases."""
    skipped: int = 0
    """Lines at the start of the file that an interrupted import had finished; only a complete import counts them."""
    stopped: bool = False
    """Whether a problem ended the import, as asked."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def changed_nothing(self) -> bool:
        """Whether everything was there already."""
        return not self.recorded and not self.joined

    def refuse(self, line: int, reason: str) -> None:
        """Count a purchase that the rules do not allow."""
        self.refused += 1
        self._keep(Problem(line, reason))

    def add_bad(self, problem: Problem) -> None:
        """Count a line that is no purchase."""
        self.bad_lines += 1
        self._keep(problem)

    def _keep(self, problem: Problem) -> None:
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(problem)
