"""What every attribute is computed from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.programme.language import Attribute, Value

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """What every attribute is computed from."""

    member: Document
    activity: Document
    now: datetime
    minor_exponent: int

    def stat(self, name: str) -> Any:
        return (self.member.get("stats") or {}).get(name)

    def kept(self, room: str) -> Document:
        """What the member document keeps for a room; nothing where the room has never concerned the member."""
        found: Document = self.member.get(room) or {}
        return found

    def done(self, kind: str) -> Document:
        """What is kept of a declared kind of activity, as `app.earning.state` writes it."""
        found: Document = ((self.member.get("earning") or {}).get("done") or {}).get(kind) or {}
        return found

    def streak(self, streak: str) -> Document:
        """What is kept of a streak, as `app.streaks.state` writes it: as long as the sweep left it."""
        found: Document = (self.member.get("streaks") or {}).get(streak) or {}
        return found

    @property
    def told(self) -> Document:
        """What the member told about themself: `birth_date`, `answers` that count, `likes` and `dislikes`."""
        found: Document = self.member.get("told") or {}
        return found

    def major_units(self, minor_units: int | None) -> float | None:
        return None if minor_units is None else float(minor_units) / float(10**self.minor_exponent)

    def days_since(self, instant: datetime | None) -> int | None:
        today = self.today
        return None if instant is None or today is None else (today - instant.astimezone(self.tz).date()).days

    @property
    def today(self) -> date | None:
        """The date in the member's zone."""
        return self.now.astimezone(self.tz).date() if self.tz else None

    @property
    def tz(self) -> ZoneInfo | None:
        zone = self.member.get("zone")
        return None if zone is None else ZoneInfo(zone)


Compute = Callable[[Moment], Value]

Definition = tuple[Attribute, Compute]
"""An attribute for searching, and how it is computed for one member."""
Definitions = list[Definition]
