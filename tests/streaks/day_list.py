"""A naive model of a daily streak: it lives the member's days one by one, a quarter of an hour at a time.

It knows nothing of starts of days, periods or windows: it looks at the member's clock again and again, and writes down
each date that it sees.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)


@dataclass
class Lived:
    """A date that the member's clock has shown, or that a journey jumped over."""

    date: date
    done: bool = False
    cut: bool = False
    """Whether a journey ended it, or jumped over it."""
    unreal: bool = False
    """Whether the calendar never showed the date itself, only the small hours after it."""


class DayList:
    """A member's days so far. Each lasts until the clock shows a later one."""

    def __init__(self, start: datetime, zone: str, starts: timedelta, freezes: int) -> None:
        self._starts = starts
        self._freezes = freezes
        self._zone = ZoneInfo(zone)
        self._now = start
        self.days = [Lived(self._shown(start))]

    def wait(self, until: datetime) -> None:
        """Look at the clock every quarter of an hour."""
        while self._now < until:
            self._now = min(until, self._now + QUARTER)
            self._look()

    def come(self) -> None:
        self.days[-1].done = True

    def move(self, zone: str) -> None:
        """Change the zone; dates between the one that was and the one that is are jumped over."""
        self._zone = ZoneInfo(zone)
        there = self._shown(self._now)
        while self.days[-1].date < there:
            self.days[-1].cut = True
            self.days.append(Lived(self.days[-1].date + timedelta(days=1)))

    @property
    def length(self) -> int:
        """The days in a row up to the present one, which may still be done."""
        length, freezes, cut = 0, self._freezes, 0
        for day in self.days:
            if day.done:
                length, cut = length + 1, 0
            elif day is self.days[-1] or day.unreal or not length:
                continue
            elif day.cut and cut < 2:
                cut += 1
            elif freezes:
                freezes -= 1
            else:
                length, cut = 0, 0
        return length

    def _look(self) -> None:
        shown = self._shown(self._now)
        if shown > self.days[-1].date:
            self.days[-1].unreal = self._unreal(self.days[-1].date)
            self.days.append(Lived(shown))

    def _unreal(self, day: date) -> bool:
        around = datetime.combine(day, time(12), UTC) - timedelta(days=2)
        return all((around + quarter * QUARTER).astimezone(self._zone).date() != day for quarter in range(4 * 96))

    def _shown(self, instant: datetime) -> date:
        return (instant.astimezone(self._zone).replace(tzinfo=None) - self._starts).date()
