"""Calendar periods by name, and counts of something per period.

A key names a period: `2026-11-22`, `2026-W47` (ISO 8601 weeks, from Monday), `2026-11`, or `ever`.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.programme.model import Period

EVER = "ever"


class Count(NamedTuple):
    """How many times in which period."""

    period: str
    times: int


def period_key(period: Period | None, day: date) -> str:
    """The key of the period that `day` is in; without a period, `ever`."""
    if period is None:
        return EVER
    if period is Period.DAY:
        return day.isoformat()
    if period is Period.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[:7]


def count_on(period: Period | None, counted: Count | None, day: date) -> Count:
    """The count that holds on `day`: the one kept, when it is of this period, else nought.

    A count of a later period still holds: a member who flies west, or says so, gets no period twice. A count per
    another kind of period, from before the rules changed, no longer holds.
    """
    key = period_key(period, day)
    # Keys of one kind have one length, which no other kind has, and sort as their periods do.
    if counted is not None and len(counted.period) == len(key) and counted.period >= key:
        return counted
    return Count(key, 0)


def start_of_next(period: Period, key: str, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the period after the one named `key` starts in `zone`."""
    first = date.fromisoformat(key + {Period.DAY: "", Period.WEEK: "-1", Period.MONTH: "-01"}[period])
    length_days = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 32}[period]
    following = first + timedelta(days=length_days)
    if period is Period.MONTH:
        following = following.replace(day=1)
    return datetime.combine(following, time.min, zone).astimezone(UTC)
