"""The small values of a programme: durations follow the calendar, money is exact, texts fall back."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.programme.values import (
    Duration,
    Text,
    in_minor_units,
    minor_unit_exponent,
    parse_amount,
    parse_duration,
    valid_language,
    valid_region,
    valid_zone,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("written", "count", "unit"),
    [
        ("14d", 14, "days"),
        ("1 day", 1, "days"),
        ("12 months", 12, "months"),
        ("90 minutes", 90, "minutes"),
        ("15min", 15, "minutes"),
        ("2h", 2, "hours"),
        ("3 weeks", 3, "weeks"),
        ("1y", 1, "years"),
    ],
)
def test_a_duration_is_read_as_people_write_it(written: str, count: int, unit: str) -> None:
    assert parse_duration(written) == Duration(count, unit)


@pytest.mark.parametrize(
    "written", ["", "d", "14", "0d", "-1d", "1.5d", "14 parsecs", "\u0661d", "1m", "101 years", None, 14]
)
def test_anything_else_is_no_duration(written: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        parse_duration(written)


def test_a_duration_is_written_back_in_words() -> None:
    assert [str(parse_duration(written)) for written in ("1d", "2d", "1 months")] == ["1 day", "2 days", "1 month"]


def test_a_day_keeps_the_wall_clock_when_the_clocks_change() -> None:
    before = datetime(2027, 3, 27, 11, tzinfo=UTC)  # 12:00 in Amsterdam
    assert Duration(1, "days").after(before, AMSTERDAM) == datetime(2027, 3, 28, 10, tzinfo=UTC)
    assert Duration(24, "hours").after(before, AMSTERDAM) == datetime(2027, 3, 28, 11, tzinfo=UTC)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    noon = datetime(2027, 1, 31, 12, tzinfo=UTC)
    assert Duration(1, "months").after(noon, AMSTERDAM) == datetime(2027, 2, 28, 12, tzinfo=UTC)


def test_the_longest_duration_of_each_unit_is_within_what_dates_can_hold() -> None:
    for written in ("99999h", "36500d", "5200w", "1200 months", "100y"):
        assert parse_duration(written).after(datetime(2027, 1, 1, tzinfo=UTC), AMSTERDAM).year <= 2127


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.50", "EUR", 1250), ("0.1", "EUR", 10), ("1000", "JPY", 1000), ("1.234", "KWD", 1234), ("0", "EUR", 0)],
)
def test_money_becomes_whole_minor_units(amount: str, currency: str, minor: int) -> None:
    assert in_minor_units(Decimal(amount), currency) == minor


@pytest.mark.parametrize(("amount", "currency"), [("0.001", "EUR"), ("0.5", "JPY"), ("1.2345", "KWD")])
def test_money_finer_than_the_smallest_coin_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=f"finer than {currency} allows"):
        in_minor_units(Decimal(amount), currency)


def test_currencies_differ_in_their_decimals() -> None:
    assert [minor_unit_exponent(currency) for currency in ("EUR", "JPY", "KWD")] == [2, 0, 3]


def test_an_amount_keeps_every_digit() -> None:
    assert parse_amount("123456789012.34") == Decimal("123456789012.34")


@pytest.mark.parametrize("value", ["-0.01", "NaN", "Infinity", "twelve", "", None, True, "1e400", "0.0000001"])
def test_anything_else_is_no_amount(value: object) -> None:
    with pytest.raises(ValueError, match="must"):
        parse_amount(value)


def test_a_text_falls_back_to_the_default_language_and_then_to_any() -> None:
    text = Text.model_validate({"en": "Hello", "uk": "Вітаю"})
    assert text.in_language("uk", "en") == "Вітаю"
    assert text.in_language("bg", "en") == "Hello"
    assert text.in_language("bg", "ru") == "Hello"


def test_a_plain_text_is_for_everybody() -> None:
    assert Text.model_validate("Hello").in_language("zh", "en") == "Hello"


@pytest.mark.parametrize("region", ["NL", "NL-NH", "GB-ENG", "BE-VLG"])
def test_countries_and_their_parts_are_regions(region: str) -> None:
    assert valid_region(region) == region


@pytest.mark.parametrize("region", ["nl", "XX", "NLD", "NL-", "Holland", "NL-ABCD", ""])
def test_anything_else_is_no_region(region: str) -> None:
    with pytest.raises(ValueError, match="ISO 3166"):
        valid_region(region)


@pytest.mark.parametrize("zone", ["localtime", "posixrules", "Factory", "Mars", "europe/amsterdam", "+01:00", ""])
def test_what_means_nothing_or_differs_by_machine_is_no_zone(zone: str) -> None:
    with pytest.raises(ValueError, match="IANA time zone"):
        valid_zone(zone)


@pytest.mark.parametrize("language", ["en", "en-GB", "zh-Hant", "uk"])
def test_language_tags_are_languages(language: str) -> None:
    assert valid_language(language) == language


@pytest.mark.parametrize("language", ["klingon", "e", "", "en_GB", "../en"])
def test_anything_else_is_no_language(language: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        valid_language(language)
