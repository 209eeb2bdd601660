"""A step of a life: one activity, or the mere passing of time, with the member document before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.engine.activities import Activity
from app.programme.model import Programme
from app.storage.client import Row


@dataclass(frozen=True, slots=True)
class Step:
    """What happened at `now`. Without an activity, time alone changed the member."""

    programme: Programme
    now: datetime
    before: Row
    after: Row
    transactions: Sequence[Row]
    activity: Activity | None = None
    answer: Row | None = None
    """What is stored of the activity."""

    @property
    def outcomes(self) -> Sequence[Row]:
        """What the activity led to."""
        return self.answer["outcomes"] if self.answer else ()


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that must never be. The plan's seed and the member's number lead to it again."""

    member: int
    invariant: str
    at: datetime
    words: str
