"""For how long what a member does counts: buckets of the calendar, and the day on which each counts no more."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from app.programme.model import CalendarPeriod, Qualification

Counts = Mapping[str, int]
"""What was counted, by bucket: a day, `2026-03-02`, or a month, `2026-03`."""

MONTHS = {CalendarPeriod.MONTH: 1, CalendarPeriod.QUARTER: 3, CalendarPeriod.YEAR: 12}
DAYS_IN = {"days": 1, "weeks": 7}
BUCKETS_REMEMBERED = 5_000
"""Everything about a member asks for the same few over and over again."""
SUMS_REMEMBERED = 200
"""One decision asks several times for those of one member."""
MONTHS_IN = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True)
class Window:
    """How long things count. Exactly one of the three is set."""

    days: int = 0
    """On their own day, and for so many days after it."""
    months: int = 0
    """In their own month, and for so many months after it."""
    period: int = 0
    """In their own period of so many months, and in the next; each period is judged alone."""

    def bucket(self, day: date) -> str:
        """The bucket that a day is counted in."""
        return day.isoformat() if self.days else day.isoformat()[:7]

    def exit(self, day: date) -> date:
        """The first day on which what was counted for `day` counts no more."""
        if self.days:
            return day + timedelta(days=self.days + 1)
        if self.months:
            return first_of_month(day, self.months + 1)
        return first_of_month(self.start_of_period(day), 2 * self.period)

    def start_of_period(self, day: date) -> date:
        """The first day of the period that `day` is in; of the bucket where the window rolls."""
        if self.days:
            return day
        return first_of_month(day, -((day.month - 1) % (self.period or 1)))

    def start_of_next(self, day: date) -> date:
        """The first day after that period."""
        return day + timedelta(days=1) if self.days else first_of_month(self.start_of_period(day), self.period or 1)

    def best(self, counts: Counts, today: date) -> int:
        """What a level is measured against: all that counts today, or the better one of two calendar periods."""
        return max(_sums(self, tuple(counts.items()), today).values(), default=0)

    def progress(self, counts: Counts, today: date) -> int:
        """What there is to add to: all that counts today, or what was counted in the calendar period of today."""
        return _sums(self, tuple(counts.items()), today).get(self._group(today), 0)

    def falls_below(self, counts: Counts, today: date, least: int) -> tuple[date, int] | None:
        """The first day after `today` on which less than `least` (at least 1) counts if nothing is added, and how much.

        None when less than that counts today.
        """
        sums = dict(_sums(self, tuple(counts.items()), today))
        if max(sums.values(), default=0) < least:
            return None
        for day, leaving in groupby(sorted(_counting(self, counts.items(), today)), key=lambda one: one[0]):
            for _, group, amount in leaving:
                sums[group] -= amount
            if (left := max(sums.values())) < least:
                return day, left
        raise AssertionError("everything counts for a time only")

    def kept(self, counts: Counts, today: date) -> dict[str, int]:
        """What still counts, today or later."""
        return {bucket: amount for bucket, amount in counts.items() if _span(self, bucket)[0] > today}

    def _group(self, day: date) -> date:
        return self.start_of_period(day) if self.period else date.min


@lru_cache(SUMS_REMEMBERED)
def _sums(window: Window, counts: tuple[tuple[str, int], ...], today: date) -> Mapping[date, int]:
    """What counts today, by group."""
    sums: dict[date, int] = {}
    for _, group, amount in _counting(window, counts, today):
        sums[group] = sums.get(group, 0) + amount
    return sums


def _counting(window: Window, counts: Iterable[tuple[str, int]], today: date) -> Iterator[tuple[date, date, int]]:
    """What counts today: until when, exclusive, in which group, and how much."""
    for bucket, amount in counts:
        gone, group = _span(window, bucket)
        if gone > today:
            yield gone, group, amount


@lru_cache(BUCKETS_REMEMBERED)
def _span(window: Window, bucket: str) -> tuple[date, date]:
    """Until when, exclusive, a bucket counts, and in which group."""
    day = day_of(bucket)
    return window.exit(day), window._group(day)


def window_of(terms: Qualification) -> Window:
    """The window of a programme's terms."""
    if terms.calendar is not None:
        return Window(period=MONTHS[terms.calendar])
    assert terms.rolling is not None, "the programme has one of the two"
    if terms.rolling.unit in DAYS_IN:
        return Window(days=terms.rolling.count * DAYS_IN[terms.rolling.unit])
    return Window(months=terms.rolling.count * MONTHS_IN[terms.rolling.unit])


def day_of(bucket: str) -> date:
    """The day that a bucket stands for: of a month its last, should the programme go over to counting days."""
    if len(bucket) > len("2026-03"):
        return date.fromisoformat(bucket)
    year, month = int(bucket[:4]), int(bucket[5:])
    return date(year, month, monthrange(year, month)[1])


def first_of_month(day: date, later: int = 0) -> date:
    """The first day of the month so many months later."""
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)
