from datetime import UTC, date, datetime

import pytest
from wheel_examples import NOON, spin_with, wheel_with

from app.programme.birthdays import age_on
from app.wheel.refusals import AgeUnknown, NotEligible, RegionExcluded, UnderAge, WheelNotOpen
from app.words import say

SEASON = wheel_with(rules={"starts_on": "2026-11-01", "ends_on": "2026-11-30"})
ADULTS = wheel_with(rules={"minimum_age": 18})


@pytest.mark.parametrize(
    "now",
    [datetime(2026, 10, 31, 23, tzinfo=UTC), NOON, datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)],
    ids=["first moment in Amsterdam", "between", "last moment in Amsterdam"],
)
def test_a_wheel_is_open_from_its_first_day_to_its_last_in_the_programmes_zone(now: datetime) -> None:
    assert spin_with(SEASON, now=now)


@pytest.mark.parametrize("now", [datetime(2026, 10, 31, 22, 59, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC)])
def test_outside_its_days_a_wheel_is_not_open_and_says_when_it_is(now: datetime) -> None:
    with pytest.raises(WheelNotOpen) as refused:
        spin_with(SEASON, now=now)
    assert refused.value.facts == {
        "wheel": "fortune",
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 11, 30),
    }


def test_a_member_may_spin_from_the_birthday_of_the_minimum_age_on() -> None:
    assert spin_with(ADULTS, birth_date=date(2008, 11, 22))
    with pytest.raises(UnderAge) as refused:
        spin_with(ADULTS, birth_date=date(2008, 11, 23))
    assert refused.value.minimum_age == 18


def test_an_unknown_age_is_not_taken_for_a_yes() -> None:
    with pytest.raises(AgeUnknown):
        spin_with(ADULTS, birth_date=None)
    assert spin_with(birth_date=None)


def test_a_birthday_on_29_february_is_on_1_march_in_common_years() -> None:
    assert age_on(date(2026, 2, 28), date(2008, 2, 29)) == 17
    assert age_on(date(2026, 3, 1), date(2008, 2, 29)) == 18
    assert age_on(date(2028, 2, 29), date(2008, 2, 29)) == 20


@pytest.mark.parametrize(
    ("regions", "region"),
    [(["NL"], "NL"), (["NL"], "NL-NH"), (["NL-NH"], "NL-NH"), (["BE", "NL-UT", "NL-NH"], "NL-NH")],
)
def test_a_member_of_a_region_or_of_a_part_of_it_may_spin(regions: list[str], region: str) -> None:
    assert spin_with(wheel_with(rules={"regions": regions}), region=region)


@pytest.mark.parametrize(
    ("regions", "region"),
    [(["NL-NH"], "NL"), (["NL-NH"], "NL-UT"), (["NL"], "BE"), (["NL"], None), (["NL"], "NLX-1"), ([], "NL")],
)
def test_a_member_of_another_or_an_unknown_region_may_not(regions: list[str], region: str | None) -> None:
    with pytest.raises(RegionExcluded) as refused:
        spin_with(wheel_with(rules={"regions": regions}), region=region)
    assert refused.value.facts == {"wheel": "fortune", "region": region, "regions": tuple(regions)}


def test_a_wheel_without_regions_is_for_everybody() -> None:
    assert spin_with(region=None)


def test_a_member_for_whom_the_condition_does_not_hold_may_not_spin() -> None:
    with pytest.raises(NotEligible) as refused:
        spin_with(unmet=say("the number of visits must be more than 3"))
    assert str(refused.value) == (
        "The wheel fortune is not open to this member: the number of visits must be more than 3."
    )
