"""What stands in the way of going on from a cursor."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class ForeignCursor(Refusal):
    """Not a cursor of this member's updates."""

    code: ClassVar[str] = "FOREIGN_CURSOR"
    words: ClassVar[str] = "This is not a cursor of your updates: pass one that came with an update, or none."


@dataclass(eq=False)
class CursorTooOld(Refusal):
    """More has happened since this cursor than is told again."""

    code: ClassVar[str] = "CURSOR_TOO_OLD"
    words: ClassVar[str] = (
        "{missed} changes have happened since this cursor, and {most} at most are told again: read everything anew "
        "with a query, and go on from its updatesCursor."
    )
    missed: int
    most: int
