"""What all activities share."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from app.clock import in_milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What all kinds share."""

    kind: ClassVar[str]
    at: datetime | None = None

    def __post_init__(self) -> None:
        # One instant has many spellings; a repeated request may use another, and MongoDB keeps only this one.
        if self.at is not None:
            object.__setattr__(self, "at", in_milliseconds(self.at.astimezone(UTC)))
