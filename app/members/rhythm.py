"""A member's own rhythm: on which days they were active last, and how long they usually stay away. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

DAYS_KEPT = 9
"""The rhythm is that of the last eight gaps: members change, and the document stays small."""
LEAST_GAPS = 3
"""One gap or two are no rhythm yet."""

RHYTHMS_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The last days on which the member was active, in their zone then, the earliest first; and the last instant."""

    days: tuple[str, ...] = ()
    last: datetime | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Rhythm":
        """The state kept under `rhythm` of the member document; nothing yet where that is empty."""
        return cls(tuple(document.get("days", ())), document.get("last"))

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it; `gap` is there to be searched."""
        return {"days": list(self.days), "last": self.last, "gap": usual_gap(self.days)}

    def after(self, day: date, at: datetime) -> "Rhythm":
        """The rhythm after the member was active once more. What is reported late takes the place of its day."""
        days = sorted({*self.days, day.isoformat()})[-DAYS_KEPT:]
        return Rhythm(tuple(days), max(self.last or at, at))


NO_RHYTHM = Rhythm()
"""The state of a member who has done nothing yet."""


@lru_cache(RHYTHMS_REMEMBERED)
def usual_gap(days: tuple[str, ...]) -> int | None:
    """The median of the days between one active day and the next, rounded up; None for fewer than three gaps.

    The median, since one long holiday or a week of daily visits says little about the rhythm.
    """
    gaps = sorted((date.fromisoformat(later) - date.fromisoformat(day)).days for day, later in pairwise(days))
    if len(gaps) < LEAST_GAPS:
        return None
    middle = len(gaps) // 2
    return gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle] + 1) // 2
