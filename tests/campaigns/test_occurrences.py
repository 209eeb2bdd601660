"""When a campaign happens, and when that is where a member is."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.campaigns.model import Every, Timing
from app.campaigns.text.occurrences import Occurrence, next_occurrence, occurrences

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
YEAR_START, YEAR_END = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def every(rule: str, first: str, **more: bool) -> Timing:
    return Timing(every=Every.model_validate({"rule": rule, "from": first}), **more)


def walls(timing: Timing) -> list[str]:
    return [one.key for one in occurrences(timing, AMSTERDAM, YEAR_START - timedelta(days=1), YEAR_END)]


def test_a_local_time_is_the_same_on_every_wall_clock_whatever_the_zone() -> None:
    friday = Occurrence(datetime(2027, 3, 5, 18), None)
    for zone in map(ZoneInfo, ZONES):
        assert friday.instant(zone).astimezone(zone).replace(tzinfo=None) == friday.wall


@given(
    zone=st.sampled_from(ZONES),
    wall=st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1)),
)
def test_a_time_comes_once_and_never_before_the_wall_clock_shows_it(zone: str, wall: datetime) -> None:
    occurrence = Occurrence(wall, None)
    instant = occurrence.instant(ZoneInfo(zone))
    shown = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert wall <= shown <= wall + timedelta(days=1)  # skipped: a whole day at most, as in Samoa in 2011
    assert occurrence.earliest <= instant <= occurrence.latest


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2027, 3, 28, 2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # skipped: shown as 03:30
        (datetime(2027, 10, 31, 2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # twice: the first one
    ],
)
def test_a_skipped_time_moves_forward_and_a_repeated_one_happens_once(wall: datetime, instant: datetime) -> None:
    assert Occurrence(wall, None).instant(AMSTERDAM) == instant


def test_each_day_of_the_year_has_one_occurrence_in_each_zone_across_both_changes_of_the_clock() -> None:
    daily = list(
        occurrences(every("FREQ=DAILY", "2027-01-01 02:30"), AMSTERDAM, YEAR_START - timedelta(days=1), YEAR_END)
    )
    for zone in map(ZoneInfo, ZONES):
        days = Counter(one.instant(zone).astimezone(zone).date() for one in daily)
        assert set(days.values()) == {1}


def test_the_thirty_first_of_each_month_leaves_out_the_months_that_have_none() -> None:
    timing = every("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31 09:00")
    assert [date.fromisoformat(wall[:10]).month for wall in walls(timing)] == [1, 3, 5, 7, 8, 10, 12]


def test_the_last_day_of_each_month_leaves_out_none() -> None:
    timing = every("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-31 09:00")
    assert [date.fromisoformat(wall[:10]).month for wall in walls(timing)] == list(range(1, 13))


def test_a_repetition_goes_by_the_zone_of_the_programme_where_it_says_so() -> None:
    timing = every("FREQ=WEEKLY;BYDAY=FR", "2027-03-05 18:00", everywhere_at_once=True)
    first = next_occurrence(timing, AMSTERDAM, YEAR_START)
    assert first is not None
    assert first.instant(ZoneInfo("Asia/Tokyo")) == datetime(2027, 3, 5, 17, tzinfo=UTC)


def test_asking_in_parts_gives_what_asking_at_once_gives() -> None:
    timing = every("FREQ=DAILY;INTERVAL=3", "2027-01-02 07:15")
    steps = [YEAR_START + timedelta(hours=7 * n) for n in range(1_250)]
    parts = [one.key for a, b in pairwise(steps) for one in occurrences(timing, AMSTERDAM, a, b)]
    assert parts == [one.key for one in occurrences(timing, AMSTERDAM, steps[0], steps[-1])]


def test_a_time_in_the_past_does_not_come_again() -> None:
    timing = Timing.model_validate({"at": "2026-12-31 10:00"})
    assert next_occurrence(timing, AMSTERDAM, YEAR_START) is None


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ("FREQ=HOURLY", "must repeat by FREQ="),
        ("every friday", "must repeat by FREQ="),
        ("FREQ=DAILY;BYHOUR=9", "takes its time of day from `from`"),
        ("FREQ=DAILY;BYDAY=XX", "must be an iCalendar rule"),
        ("FREQ=DAILY;DTSTART=20270101", "must be an iCalendar rule"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_the_way_out(rule: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        every(rule, "2027-01-01 09:00")
