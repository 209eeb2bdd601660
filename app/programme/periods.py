"""Calendar periods by name, and counts of something per period.

A key names a period: `2026-11-22`, `2026-W47` (ISO 8601 weeks, from Monday), `2026-11`, `Y2026`, or `ever`. Keys of one
kind have one length, which no other kind has, and sort as their periods do.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.programme.model import Period

EVER = "ever"
LENGTH_DAYS = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 32, Period.YEAR: 367}
"""Enough to get from the first day of any such period into the next one, and no further."""


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
    return day.isoformat()[:7] if period is Period.MONTH else f"Y{day.year:04}"


def still_holds(kept: str, key: str) -> bool:
    """Whether what was kept under one key still counts in the period named by the other.

    What was kept for a later period does: a member who flies west, or says so, gets no period twice. What was kept per
    another kind of period, from before the rules changed, does not.
    """
    return len(kept) == len(key) and kept >= key


def count_on(period: Period | None, counted: Count | None, day: date) -> Count:
    """The count that holds on `day`: the one kept, when it `still_holds`, else nought."""
    key = period_key(period, day)
    return counted if counted is not None and still_holds(counted.period, key) else Count(key, 0)


def start_of_next(period: Period, key: str, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the period after the one named `key` starts in `zone`."""
    first = _first_day(period, key)
    following = first + timedelta(days=LENGTH_DAYS[period])
    if period in (Period.MONTH, Period.YEAR):
        following = following.replace(day=1)
    return datetime.combine(following, time.min, zone).astimezone(UTC)


def _first_day(period: Period, key: str) -> date:
    if period is Period.YEAR:
        return date(int(key.removeprefix("Y")), 1, 1)
    return date.fromisoformat(key + {Period.DAY: "", Period.WEEK: "-1", Period.MONTH: "-01"}[period])
