"""What every attribute is computed from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
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

    def done(self, kind: str) -> Document:
        """What is kept of a declared kind of activity, as `app.earning.state` writes it."""
        found: Document = ((self.member.get("earning") or {}).get("done") or {}).get(kind) or {}
        return found

    def streak(self, streak: str) -> Document:
        """What is kept of a streak, as `app.streaks.state` writes it: as long as the sweep left it."""
        found: Document = (self.member.get("streaks") or {}).get(streak) or {}
        return found

    def major_units(self, minor_units: int | None) -> float | None:
        return None if minor_units is None else float(minor_units) / float(10**self.minor_exponent)

    def days_since(self, instant: datetime | None) -> int | None:
        zone = self.member.get("zone")
        if instant is None or zone is None:
            return None
        tz = ZoneInfo(zone)
        return (self.now.astimezone(tz).date() - instant.astimezone(tz).date()).days


Compute = Callable[[Moment], Value]

Definition = tuple[Attribute, Compute]
"""An attribute for searching, and how it is computed for one member."""
Definitions = list[Definition]
