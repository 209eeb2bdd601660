"""A tally: what was measured for a badge, and no more of what was counted than it takes to go on.

A tally depends on which deeds were counted, and never on the order in which they were reported.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.badges.deed import Deed
from app.programme.model import Badge


@dataclass(frozen=True, slots=True)
class Tally:
    """What was measured. `value` grows up to what the whole badge takes, and stops there."""

    value: int = 0
    dates: tuple[date, ...] = ()
    """Of a badge with `within_days`: of the latest deeds, as many as its target, in their order."""
    values: tuple[str, ...] = ()
    """Of a badge with `different`: what was collected, in the order in which it was recorded."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Tally":
        """The tally as `to_document` wrote it."""
        return cls(
            value=document["value"],
            dates=tuple(date.fromisoformat(day) for day in document.get("dates", ())),
            values=tuple(document.get("values", ())),
        )

    def to_document(self) -> dict[str, Any]:
        """The tally as `from_document` reads it."""
        document: dict[str, Any] = {"value": self.value}
        if self.dates:
            document["dates"] = [day.isoformat() for day in self.dates]
        if self.values:
            document["values"] = list(self.values)
        return document


NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Scale:
    """How a badge is measured for one member: on the calendar of `zone`, up to `most`."""

    badge: Badge
    zone: ZoneInfo
    most: int

    def day_of(self, at: datetime) -> date:
        """The member's date."""
        return at.astimezone(self.zone).date()


def is_too_late(scale: Scale, tally: Tally, at: datetime) -> bool:
    """Whether a deed of that instant can't be added, since dates around it are no longer remembered."""
    days = scale.badge.within_days
    if days is None or len(tally.dates) < scale.most:
        return False
    day = scale.day_of(at)
    return day < tally.dates[-1] and day - timedelta(days=days) < tally.dates[0]


def with_deed(scale: Scale, tally: Tally, deed: Deed, summand: int) -> Tally:
    """The tally with one more deed that counts and is not too late. `summand` is what it adds to a sum."""
    badge = scale.badge
    if badge.within_days is not None:
        return _with_date(scale, tally, scale.day_of(deed.at), badge.within_days)
    if badge.different is not None:
        values = list(dict.fromkeys((*tally.values, *deed.values(badge))))[: scale.most]
        return Tally(len(values), values=tuple(values))
    return replace(tally, value=min(scale.most, tally.value + (summand if badge.sum else 1)))


def in_order(scale: Scale, deeds: Iterable[Deed]) -> Sequence[Deed]:
    """The deeds of a history in an order in which none of them is too late."""
    return sorted(deeds, key=lambda deed: scale.day_of(deed.at)) if scale.badge.within_days else list(deeds)


def _with_date(scale: Scale, tally: Tally, day: date, days: int) -> Tally:
    dates = list(tally.dates)
    insort(dates, day)
    within = timedelta(days=days - 1)
    most = max(bisect_right(dates, first + within) - position for position, first in enumerate(dates))
    kept = tuple(dates[-scale.most :])
    return Tally(max(tally.value, min(scale.most, most)), dates=kept)
