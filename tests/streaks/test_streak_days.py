"""A daily streak agrees with a naive list of the days lived, in every zone, on every journey."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from day_list import DayList
from hypothesis import example, given, settings
from hypothesis import strategies as st
from streak_examples import Person, streak_with, utc

from app.programme.values import valid_zone
from app.streaks.calendar import day_of, start_of_day


def is_zone(name: str) -> bool:
    try:
        return valid_zone(name) == name
    except ValueError:
        return False


ALL_ZONES = sorted(filter(is_zone, available_timezones()))
ZONES = st.sampled_from(ALL_ZONES) | st.sampled_from(
    ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia", "America/Los_Angeles", "Asia/Tokyo", "Europe/London"]
)
QUARTERS = st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(minute=instant.minute // 15 * 15, second=0, microsecond=0)
)
APIA_SKIPS_A_DAY = utc("2011-12-28 09:00")
HOURS = st.sampled_from([0, 4, 23])
PLANS = st.lists(
    st.tuples(st.sampled_from([1, 2, 5, 30, 60, 90, 96, 100, 130]), st.just("come") | ZONES | st.just("read")),
    max_size=14,
)
"""After so many quarters of an hour the member comes, changes the zone, or looks at the streak."""


@settings(max_examples=200, deadline=None)
@given(start=QUARTERS, zone=ZONES, hours=HOURS, freezes=st.integers(0, 2), plan=PLANS)
@example(APIA_SKIPS_A_DAY, "Pacific/Apia", 0, 0, [(1, "come"), (96, "come"), (96, "come"), (96, "read")])
@example(APIA_SKIPS_A_DAY, "Pacific/Apia", 4, 0, [(1, "come"), (96, "come"), (96, "come"), (96, "read")])
def test_a_streak_is_what_a_list_of_the_days_lived_says(
    start: datetime, zone: str, hours: int, freezes: int, plan: list[tuple[int, str]]
) -> None:
    streak = streak_with(
        freezes={"start_with": freezes, "hold_at_most": 2}, **({"day_starts": f"{hours}h"} if hours else {})
    )
    person = Person(streak, zone)
    lived = DayList(start, zone, timedelta(hours=hours), freezes)
    now = start
    person.comes(now)
    lived.come()
    for quarters, what in plan:
        now += quarters * timedelta(minutes=15)
        lived.wait(now)
        if what == "come":
            person.comes(now)
            lived.come()
        elif what == "read":
            person.is_swept(now)
        else:
            person.moves(now, what)
            lived.move(what)
        assert person.length(now) == lived.length
        assert person.stands(now).state.day == lived.days[-1].date


@settings(max_examples=150, deadline=None)
@given(start=QUARTERS, zone=ZONES, there=ZONES, wait=st.integers(0, 96), done=st.booleans())
def test_one_journey_never_breaks_a_streak_and_never_counts_a_date_twice(
    start: datetime, zone: str, there: str, wait: int, done: bool
) -> None:
    person = Person(streak_with(), zone)
    person.comes(start)
    tomorrow = start_of_day(person.stands(start).state.day + timedelta(days=1), ZoneInfo(zone), timedelta(0))
    if done:
        person.comes(tomorrow)
    now = tomorrow + min(wait * timedelta(minutes=15), timedelta(hours=22))
    before = person.length(now)
    day = person.stands(now).state.day
    assert before
    person.moves(now, there)
    after = person.stands(now)
    assert after.length == before
    assert after.state.day >= day
    assert after.alive_until is not None
    assert after.alive_until > now
    person.comes(now)
    assert person.length(now) == before + (not done or after.state.day > day)
    person.comes(now)
    assert person.length(now) == before + (not done or after.state.day > day)


@settings(max_examples=200, deadline=None)
@given(
    start=QUARTERS,
    zone=ZONES,
    plan=st.lists(st.tuples(st.integers(1, 150), st.just("come") | ZONES), max_size=8),
    per=st.sampled_from(["day", "week", "month"]),
    freezes=st.integers(0, 2),
    looks=st.lists(st.integers(0, 1_000), max_size=12),
)
def test_looking_often_is_looking_rarely(
    start: datetime, zone: str, plan: list[tuple[int, str]], per: str, freezes: int, looks: list[int]
) -> None:
    streak = streak_with(per=per, target=2, freezes={"start_with": freezes, "earn_every": 3})
    rarely, often = Person(streak, zone), Person(streak, zone)
    now = start
    rarely.comes(now)
    often.comes(now)
    for hours, what in plan:
        later = now + timedelta(hours=hours)
        for look in sorted(looks):
            instant = now + look * timedelta(hours=hours) / 1_000
            often.is_swept(instant)
        now = later
        for person in (rarely, often):
            if what == "come":
                person.comes(now)
                person.comes(now)
            else:
                person.moves(now, what)
    rarely.is_swept(now)
    often.is_swept(now)
    assert often.state == rarely.state
    assert often.told == rarely.told


@settings(max_examples=150, deadline=None)
@given(zone=ZONES, days=st.permutations(range(21)), came=st.sets(st.integers(0, 20)), start=QUARTERS)
def test_reports_in_any_order_give_what_reports_in_time_give(
    zone: str, days: list[int], came: set[int], start: datetime
) -> None:
    in_time, late = Person(streak_with(), zone), Person(streak_with(), zone)
    end = start + timedelta(days=20)
    for day in sorted(came):
        in_time.comes(start + timedelta(days=day))
    for day in (day for day in days if day in came):
        late.comes(end, at=start + timedelta(days=day))
    in_time.is_swept(end)
    late.is_swept(end)
    assert (late.length(end), late.stands(end).state.best) == (in_time.length(end), in_time.stands(end).state.best)


@pytest.mark.parametrize("zone", ALL_ZONES)
def test_days_follow_one_another_without_gap_in_every_zone(zone: str) -> None:
    tz = ZoneInfo(zone)
    for starts in (timedelta(0), timedelta(hours=2, minutes=30)):
        day = day_of(utc("2023-12-20 12:00"), tz, starts)
        for _ in range(420):
            day += timedelta(days=1)
            first = start_of_day(day, tz, starts)
            assert day_of(first, tz, starts) == day
            assert day_of(first - timedelta(milliseconds=1), tz, starts) == day - timedelta(days=1)
