"""Ages and birthdays on the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.birthdays import age_on, days_since_birthday, days_to_birthday

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "born", "days"),
    [
        (date(2026, 3, 2), date(1990, 3, 2), 0),
        (date(2026, 3, 2), date(1990, 3, 3), 1),
        (date(2026, 3, 2), date(1990, 3, 1), 364),
        (date(2027, 3, 2), date(1990, 3, 1), 365),
        (date(2026, 12, 31), date(1990, 1, 1), 1),
        (date(2026, 2, 28), date(2000, 2, 29), 1),
        (date(2026, 3, 1), date(2000, 2, 29), 0),
        (date(2028, 2, 28), date(2000, 2, 29), 1),
        (date(2028, 2, 29), date(2000, 2, 29), 0),
        (date(2028, 3, 1), date(2000, 2, 29), 365),
    ],
)
def test_days_to_the_next_birthday(day: date, born: date, days: int) -> None:
    assert days_to_birthday(day, born) == days


@pytest.mark.parametrize(
    ("day", "born", "days"),
    [
        (date(2026, 3, 2), date(1990, 3, 2), 0),
        (date(2026, 3, 2), date(1990, 3, 1), 1),
        (date(2026, 3, 2), date(1990, 3, 3), 364),
        (date(2027, 1, 2), date(1990, 12, 31), 2),
        (date(2026, 3, 1), date(2000, 2, 29), 0),
        (date(2028, 2, 29), date(2000, 2, 29), 0),
        (date(2028, 2, 28), date(2000, 2, 29), 364),
    ],
)
def test_days_since_the_last_birthday(day: date, born: date, days: int) -> None:
    assert days_since_birthday(day, born) == days


@given(born=st.dates(date(1930, 1, 1), date(1949, 12, 31)), day=DAYS)
def test_the_last_and_the_next_birthday_are_a_year_apart_but_on_the_day_itself(born: date, day: date) -> None:
    since, to = days_since_birthday(day, born), days_to_birthday(day, born)
    assert (since == to == 0) or since + to in (365, 366)


@given(born=st.dates(date(1930, 1, 1), date(1949, 12, 31)), day=DAYS)
def test_the_birthday_is_the_day_on_which_the_age_grows(born: date, day: date) -> None:
    grows = age_on(day, born) == age_on(day - timedelta(days=1), born) + 1
    assert (days_to_birthday(day, born) == 0) == grows


@given(born=st.dates(date(1930, 1, 1), date(1949, 12, 31)), day=DAYS)
def test_every_day_is_one_day_closer(born: date, day: date) -> None:
    days = days_to_birthday(day, born)
    assert 0 <= days <= 365
    assert not days or days_to_birthday(day + timedelta(days=1), born) == days - 1
