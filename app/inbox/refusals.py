"""What the inbox refuses."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class UnknownMessage(Refusal):
    """The member has no such message."""

    code: ClassVar[str] = "UNKNOWN_MESSAGE"
    remedy: ClassVar[str] = "Fetch the inbox anew."
    words: ClassVar[str] = "You have no such message: messages are kept for {kept_days} days."
    kept_days: int
