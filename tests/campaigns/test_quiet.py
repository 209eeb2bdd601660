"""Quiet hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.campaigns.deciding.quiet import quiet_until
from app.programme.windows import parse_hours

NIGHT, NOON = parse_hours("22:00-08:00"), parse_hours("12:00-14:00")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2027-03-05 21:59", None),
        ("2027-03-05 22:00", "2027-03-06 08:00"),
        ("2027-03-06 03:00", "2027-03-06 08:00"),
        ("2027-03-06 07:59", "2027-03-06 08:00"),
        ("2027-03-06 08:00", None),
        ("2027-03-27 23:00", "2027-03-28 08:00"),  # a night of 23 hours
        ("2027-10-30 23:00", "2027-10-31 08:00"),  # one of 25
    ],
)
def test_the_night_goes_over_midnight_and_ends_by_the_wall_clock(now: str, until: str | None) -> None:
    instant = datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM)
    ends = datetime.fromisoformat(until).replace(tzinfo=AMSTERDAM) if until else None
    assert quiet_until(NIGHT, instant.astimezone(UTC), AMSTERDAM) == ends


def test_without_quiet_hours_no_hour_is_quiet() -> None:
    assert quiet_until(None, datetime(2027, 3, 5, 23, tzinfo=UTC), AMSTERDAM) is None


@given(
    zone=st.sampled_from(["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
    minutes=st.integers(0, 2 * 366 * 24 * 60),
    hours=st.sampled_from([NIGHT, NOON, parse_hours("02:15-02:45"), parse_hours("01:00-02:30")]),
)
def test_the_end_lies_ahead_and_is_quiet_no_more(zone: str, minutes: int, hours: object) -> None:
    now, tz = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), ZoneInfo(zone)
    ends = quiet_until(hours, now, tz)  # type: ignore[arg-type]
    if ends is not None:
        assert now < ends <= now + timedelta(hours=26)
        assert quiet_until(hours, ends, tz) is None  # type: ignore[arg-type]
