"""A member as they were when they did something, as far as what is kept of it tells."""

from dataclasses import replace
from datetime import date

from app.profile.person import Person
from app.programme.birthdays import age_on
from app.programme.model import Programme
from app.programme.regions import lies_in
from app.storage.client import Row


def person_then(person: Person, row: Row, programme: Programme) -> Person:
    """The person now, but old enough and in a region for the wheel that they really spun, under its rules then.

    Personal details have no history. Whoever has moved since was let in at the time.
    """
    wheel = programme.wheels.get(row["said"].get("wheel", "")) if row["kind"] == "spin" else None
    if wheel is None:
        return person
    rules, today = wheel.rules, row["at"].astimezone(programme.tz).date()
    if rules.regions is not None and not lies_in(person.region, rules.regions):
        person = replace(person, region=rules.regions[0])
    age = rules.minimum_age
    if age is not None and (person.birth_date is None or age_on(today, person.birth_date) < age):
        person = replace(person, birth_date=date(today.year - age - 1, 1, 1))
    return person
