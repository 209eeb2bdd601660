"""The period that a replay is about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on the draft decides. What counts is what happened from then up to, but not including, `until`.

    Without `until` everything counts, also what a till has told a few minutes ahead of its time; wallets are looked at
    as of `now`.
    """

    since: datetime
    until: datetime | None
    now: datetime

    @property
    def settled_at(self) -> datetime:
        """As of when wallets are looked at."""
        return self.until or self.now

    def ends_after(self, instant: datetime) -> bool:
        """Whether an instant comes before the end."""
        return self.until is None or instant < self.until

    def __contains__(self, instant: datetime) -> bool:
        return self.since <= instant and self.ends_after(instant)
