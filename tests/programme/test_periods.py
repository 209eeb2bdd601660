from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.model import Period
from app.programme.periods import Count, count_on, period_key, start_of_next

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from(["Europe/Amsterdam", "America/St_Johns", "Asia/Beirut", "Pacific/Kiritimati", "America/Havana"])


@pytest.mark.parametrize(
    ("period", "key"),
    [
        (Period.DAY, "2026-11-22"),
        (Period.WEEK, "2026-W47"),
        (Period.MONTH, "2026-11"),
        (Period.YEAR, "Y2026"),
        (None, "ever"),
    ],
)
def test_a_period_has_a_plain_name(period: Period | None, key: str) -> None:
    assert period_key(period, date(2026, 11, 22)) == key


def test_the_week_of_new_year_belongs_to_the_iso_year() -> None:
    assert period_key(Period.WEEK, date(2027, 1, 1)) == "2026-W53"
    assert period_key(Period.WEEK, date(2024, 12, 30)) == "2025-W01"


def test_a_count_of_this_period_holds_and_one_of_an_earlier_period_does_not() -> None:
    today = date(2026, 11, 22)
    assert count_on(Period.DAY, Count("2026-11-22", 2), today).times == 2
    assert count_on(Period.DAY, Count("2026-11-21", 2), today) == Count("2026-11-22", 0)
    assert count_on(Period.DAY, None, today) == Count("2026-11-22", 0)
    assert count_on(None, Count("ever", 7), today).times == 7


def test_flying_west_over_midnight_gives_no_period_twice() -> None:
    assert count_on(Period.DAY, Count("2026-11-22", 1), date(2026, 11, 21)) == Count("2026-11-22", 1)


@pytest.mark.parametrize("period", [Period.WEEK, Period.MONTH, Period.YEAR, None])
def test_a_count_per_another_kind_of_period_does_not_hold(period: Period | None) -> None:
    assert count_on(period, Count("2026-11-22", 3), date(2026, 11, 22)).times == 0
    assert count_on(Period.DAY, Count(period_key(period, date(2026, 11, 22)), 3), date(2026, 11, 22)).times == 0


@given(st.sampled_from([*Period]), DAYS, DAYS)
def test_keys_sort_as_their_periods_do(period: Period, one: date, other: date) -> None:
    if period_key(period, one) < period_key(period, other):
        assert one < other


@given(st.sampled_from([*Period]), DAYS, ZONES)
def test_the_next_period_starts_right_after_the_last_moment_of_this_one(period: Period, day: date, zone: str) -> None:
    here = ZoneInfo(zone)
    key = period_key(period, day)
    start = start_of_next(period, key, here)
    assert period_key(period, start.astimezone(here).date()) > key
    assert period_key(period, (start - timedelta(seconds=1)).astimezone(here).date()) == key


def test_midnight_is_the_members_own_also_when_the_clocks_change() -> None:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    assert start_of_next(Period.DAY, "2026-10-24", amsterdam) == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert start_of_next(Period.DAY, "2026-10-25", amsterdam) == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert start_of_next(Period.WEEK, "2026-W53", amsterdam) == datetime(2027, 1, 3, 23, tzinfo=UTC)
    assert start_of_next(Period.MONTH, "2026-12", amsterdam) == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert start_of_next(Period.YEAR, "Y2026", amsterdam) == datetime(2026, 12, 31, 23, tzinfo=UTC)


def test_a_count_for_ever_does_not_hold_in_a_year() -> None:
    assert count_on(Period.YEAR, Count("ever", 3), date(2026, 11, 22)) == Count("Y2026", 0)
