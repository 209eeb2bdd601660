"""Quiet hours: when members are left in peace."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.programme.windows import Hours


def quiet_until(quiet: Hours | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours end that `now` falls into, in UTC; None outside of them. They may go over midnight."""
    local = now.astimezone(zone)
    day = quiet.day_of(local) if quiet else None
    if quiet is None or day is None:
        return None
    ends = datetime.combine(day, quiet.end)
    if quiet.end <= quiet.start:
        ends += timedelta(days=1)
    return _last_instant(ends, zone)


def _last_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The last instant, in UTC, at which clocks show `wall`: where they are put back, they show it twice."""
    return max(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
