"""Birthdays: how old somebody is, and when they celebrate next.

Somebody born on 29 February has their birthday on 1 March in years that have no such day: only then a whole year has
passed. So age and birthday change on one and the same day.
"""

from datetime import date


def age_on(day: date, birth_date: date) -> int:
    """The age in whole years."""
    return day.year - birth_date.year - (day < birthday_in(day.year, birth_date))


def days_to_birthday(day: date, birth_date: date) -> int:
    """Calendar days from `day` to the next birthday, from 0 on the birthday itself to 365."""
    this_year = birthday_in(day.year, birth_date)
    birthday = this_year if this_year >= day else birthday_in(day.year + 1, birth_date)
    return (birthday - day).days


def days_since_birthday(day: date, birth_date: date) -> int:
    """Calendar days from the last birthday to `day`, from 0 on the birthday itself to 365."""
    this_year = birthday_in(day.year, birth_date)
    birthday = this_year if this_year <= day else birthday_in(day.year - 1, birth_date)
    return (day - birthday).days


def birthday_in(year: int, birth_date: date) -> date:
    """The birthday in this year."""
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
