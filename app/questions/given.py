"""An answer as a member gives it."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Given:
    """Exactly one of these is there; which one is right, the question says."""

    option: str | None = None
    options: tuple[str, ...] | None = None
    number: int | None = None
    day: date | None = None
    text: str | None = None

    @property
    def details(self) -> dict[str, Any]:
        """The same as plain values, to make a fingerprint of."""
        return {
            "option": self.option,
            "options": self.options,
            "number": self.number,
            "day": self.day.isoformat() if self.day else None,
            "text": self.text,
        }
