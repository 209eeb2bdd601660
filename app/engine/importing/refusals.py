"""What importing refuses."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class UnreadableFile(Refusal):
    """The file as a whole is not in this format."""

    code: ClassVar[str] = "UNREADABLE_FILE"
    words: ClassVar[str] = "Line {line}: {problem}"
    line: int
    problem: str
