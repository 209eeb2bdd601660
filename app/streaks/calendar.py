"""The member's calendar: dates, where they start, and the periods they belong to.

A day is a calendar date in an IANA zone; with a day start of 4 hours it lasts from 04:00 on the clock to 04:00. Nothing
here adds 24 hours to anything. A period is named by its first day.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.programme.model import StreakPeriod
from app.programme.values import Duration

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
WEEK = timedelta(weeks=1)


def day_of(instant: datetime, zone: ZoneInfo, starts: timedelta) -> date:
    """The latest day that has begun by an instant, also while a clock that was put back shows the day before again."""
    shown = (_wall(instant, zone) - starts).date()
    return shown + DAY if start_of_day(shown + DAY, zone, starts) <= instant else shown


def start_of_day(day: date, zone: ZoneInfo, starts: timedelta) -> datetime:
    """The first instant, in UTC, at which the clock in `zone` shows that the day has begun."""
    wall = datetime.combine(day, time.min) + starts
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(first, zone) == wall:
        return first
    return _end_of_jump(wall, wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first, zone)


def has_day(day: date, zone: ZoneInfo) -> bool:
    """Whether the calendar of the zone has this date: Samoa had no 30 December 2011."""
    noon = datetime.combine(day, time(12), zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def period_of(per: StreakPeriod, day: date) -> date:
    """The first day of the period that `day` is in; weeks start on Monday (ISO 8601)."""
    if per is StreakPeriod.DAY:
        return day
    return day - day.weekday() * DAY if per is StreakPeriod.WEEK else day.replace(day=1)


def period_after(per: StreakPeriod, period: date, count: int = 1) -> date:
    """The period that comes `count` periods later; a negative count goes back."""
    if per is not StreakPeriod.MONTH:
        return period + count * (DAY if per is StreakPeriod.DAY else WEEK)
    years, months = divmod(period.month - 1 + count, 12)
    return date(period.year + years, months + 1, 1)


def days_later(day: date, duration: Duration) -> date:
    """The date one duration, of days or longer, after `day`."""
    return duration.after(datetime.combine(day, time.min, UTC), ZoneInfo("UTC")).date()


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


def _end_of_jump(wall: datetime, before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """When a clock that never shows `wall` first shows a later time, to the second; `before` is too early."""
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        before, after = (before, middle) if _wall(middle, zone) >= wall else (middle, after)
    return after
