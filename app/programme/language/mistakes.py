"""What is wrong with a condition, in plain words."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something to mend. `column` counts the characters of the source from 1, line breaks included."""

    message: str
    column: int


@dataclass(eq=False)
class MistakenCondition(Refusal):
    """The condition cannot be used. `message` and `column` are those of the first of its `mistakes`."""

    code: ClassVar[str] = "MISTAKEN_CONDITION"
    remedy: ClassVar[str] = "Show the message beside the condition, at that column."
    words: ClassVar[str] = "{message} (column {column})"

    message: str
    column: int
    mistakes: tuple[Mistake, ...]


@dataclass(eq=False)
class NotStored(Refusal):
    """Members cannot be searched by an attribute that is not stored with them."""

    code: ClassVar[str] = "ATTRIBUTE_NOT_STORED"
    remedy: ClassVar[str] = "Ask for something that is stored with members."
    words: ClassVar[str] = "{attribute} is not stored with the member, so members cannot be searched by it"

    attribute: str


class Unreadable(Exception):
    """Reading stopped at a mistake that hides the rest of the condition."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.mistake = Mistake(message, column)
