"""From when an amount can be spent, and until when."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from wallet_examples import AMSTERDAM, NOW, asset, utc

from app.wallet.lots import Terms
from app.wallet.terms import restored_terms, terms_of

SANTIAGO = ZoneInfo("America/Santiago")
KOLKATA = ZoneInfo("Asia/Kolkata")


def active_at(pending: str, earned_at: datetime, zone: ZoneInfo = AMSTERDAM) -> datetime | None:
    return terms_of(asset(pending=pending), zone, earned_at).active_at


def expires_at(expires: str, bucket: str, earned_at: datetime, zone: ZoneInfo = AMSTERDAM) -> datetime | None:
    return terms_of(asset(expires=expires, expires_at_end_of=bucket), zone, earned_at).expires_at


def test_an_asset_without_delay_or_expiry_has_unlimited_terms() -> None:
    assert terms_of(asset(), AMSTERDAM, NOW) == Terms()


def test_a_delay_in_days_ends_at_the_next_midnight_of_the_programme_s_zone() -> None:
    assert active_at("14d", utc(2026, 3, 2, 12)) == utc(2026, 3, 17, zone=AMSTERDAM)


def test_a_delay_in_days_that_ends_at_midnight_is_not_prolonged() -> None:
    assert active_at("1d", utc(2026, 6, 10, zone=AMSTERDAM)) == utc(2026, 6, 11, zone=AMSTERDAM)


def test_the_zone_decides_which_midnight_it_is() -> None:
    late_evening = utc(2026, 6, 10, 22, 30)
    assert active_at("1d", late_evening, ZoneInfo("UTC")) == utc(2026, 6, 12)
    assert active_at("1d", late_evening) == utc(2026, 6, 13, zone=AMSTERDAM)


def test_a_delay_in_hours_ends_at_the_next_full_hour() -> None:
    assert active_at("2h", utc(2026, 3, 2, 12, 1)) == utc(2026, 3, 2, 15)
    assert active_at("2h", utc(2026, 3, 2, 12)) == utc(2026, 3, 2, 14)


def test_a_full_hour_is_one_on_the_clocks_of_the_zone() -> None:
    assert active_at("2h", utc(2026, 3, 2, 12, 10, zone=KOLKATA), KOLKATA) == utc(2026, 3, 2, 15, zone=KOLKATA)


def test_a_delay_in_hours_is_real_time_when_the_clocks_change() -> None:
    assert active_at("24h", utc(2026, 3, 28, 12, zone=AMSTERDAM)) == utc(2026, 3, 29, 13, zone=AMSTERDAM)


def test_the_expiry_starts_when_the_delay_is_over() -> None:
    terms = terms_of(asset(pending="14d", expires="30d", expires_at_end_of="day"), AMSTERDAM, utc(2026, 6, 1, 12))
    assert terms == Terms(utc(2026, 6, 16, zone=AMSTERDAM), utc(2026, 7, 16, zone=AMSTERDAM))


def test_an_expiry_runs_to_the_end_of_its_day() -> None:
    assert expires_at("10d", "day", utc(2026, 6, 1, 12)) == utc(2026, 6, 12, zone=AMSTERDAM)


def test_an_expiry_runs_to_the_end_of_its_month() -> None:
    assert expires_at("12 months", "month", utc(2026, 3, 2, 12)) == utc(2027, 4, 1, zone=AMSTERDAM)


def test_an_expiry_in_december_runs_to_the_new_year() -> None:
    assert expires_at("1 month", "month", utc(2026, 11, 30, 12)) == utc(2027, 1, 1, zone=AMSTERDAM)


def test_an_expiry_late_on_the_last_evening_belongs_to_the_zone_s_next_month() -> None:
    assert expires_at("1 month", "month", utc(2026, 5, 31, 22, 30)) == utc(2026, 8, 1, zone=AMSTERDAM)


@pytest.mark.parametrize(
    ("earned", "expires", "end"),
    [
        ((2026, 1, 31), "1 month", (2026, 3, 1)),
        ((2028, 1, 31), "1 month", (2028, 3, 1)),
        ((2028, 2, 29), "1 year", (2029, 3, 1)),
        ((2028, 2, 29), "4 years", (2032, 3, 1)),
        ((2027, 2, 28), "12 months", (2028, 2, 29)),
        ((2026, 8, 31), "6 months", (2027, 3, 1)),
        ((2026, 12, 31), "1d", (2027, 1, 2)),
    ],
)
def test_months_and_years_follow_the_calendar_to_the_last_day_there_is(
    earned: tuple[int, int, int], expires: str, end: tuple[int, int, int]
) -> None:
    assert expires_at(expires, "day", utc(*earned, 12)) == utc(*end, zone=AMSTERDAM)


def test_a_day_of_23_hours_ends_at_its_own_midnight() -> None:
    assert active_at("1d", utc(2026, 3, 28, 12)) == datetime(2026, 3, 29, 22, tzinfo=NOW.tzinfo)


def test_a_day_of_25_hours_ends_at_its_own_midnight() -> None:
    assert active_at("1d", utc(2026, 10, 24, 12)) == datetime(2026, 10, 25, 23, tzinfo=NOW.tzinfo)


def test_where_midnight_does_not_exist_a_day_starts_at_the_first_instant_there_is() -> None:
    # In Santiago, 6 September 2026 starts at 01:00: the clocks go from 23:59:59 to 01:00.
    first_instant = utc(2026, 9, 6, 4)
    assert active_at("1d", utc(2026, 9, 4, 12, zone=SANTIAGO), SANTIAGO) == first_instant
    assert active_at("1d", utc(2026, 9, 5, zone=SANTIAGO), SANTIAGO) == first_instant


def test_where_midnight_comes_twice_a_day_starts_at_the_first_of_them() -> None:
    # In Havana, on 1 November 2026, the clocks go from 01:00 back to 00:00.
    havana = ZoneInfo("America/Havana")
    first_midnight = utc(2026, 11, 1, 4)
    assert active_at("1d", utc(2026, 10, 30, 12, zone=havana), havana) == first_midnight
    assert active_at("1d", utc(2026, 10, 31, zone=havana), havana) == first_midnight


def test_the_instant_may_be_given_in_any_zone() -> None:
    rules = asset(pending="2h", expires="1 month")
    here = terms_of(rules, AMSTERDAM, NOW)
    there = terms_of(rules, AMSTERDAM, NOW.astimezone(ZoneInfo("Asia/Kathmandu")))
    assert here == there
    assert there.active_at is not None
    assert str(there.active_at.tzinfo) == "UTC"


def test_what_a_reversal_gives_back_late_lasts_as_long_as_the_asset_says() -> None:
    rules = asset(expires="12 months", restored_for="5d")
    assert restored_terms(rules, AMSTERDAM, NOW) == Terms(None, utc(2026, 3, 8, zone=AMSTERDAM))


def test_what_a_reversal_gives_back_late_never_expires_where_the_asset_does_not() -> None:
    assert restored_terms(asset(restored_for="5d"), AMSTERDAM, NOW) == Terms()
