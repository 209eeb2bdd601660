"""What can't be done about a streak, and that it leaves the streak as it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streak_examples import Person, streak_with, wall

from app.errors import Refusal

NOON = wall("2026-03-02 12:00")
PRICE = {"asset": "points", "amount": 5}
MONTH_OFF = {"pauses": {"longest": "30d", "per_year": 2}}


def coming_back(**fields: object) -> Person:
    """Somebody who was here on 1 March, and on the 2nd."""
    person = Person(streak_with(**fields))
    person.comes(NOON - timedelta(days=1))
    person.comes(NOON)
    return person


def pauses_then(first: str, last: str) -> Callable[[Person], object]:
    return lambda person: person.pauses(NOON, first, last)


def pauses_thrice(person: Person) -> None:
    person.pauses(NOON, "2026-04-01", "2026-04-02")
    person.pauses(NOON, "2026-05-01", "2026-05-02")
    person.pauses(NOON, "2027-01-01", "2027-01-02")
    person.pauses(NOON, "2026-06-01", "2026-06-02")


def pauses_twice(person: Person) -> None:
    person.pauses(NOON, "2026-04-01", "2026-04-05")
    person.pauses(NOON, "2026-04-05", "2026-04-06")


def restores_late(person: Person) -> None:
    person.restores(wall("2026-03-07 00:00"))


def restores_often(person: Person) -> None:
    person.restores(wall("2026-03-04 12:00"))
    person.comes(wall("2026-03-04 12:00"))
    person.restores(wall("2026-03-06 12:00"))


def buys_too_many(person: Person) -> None:
    for _ in range(3):
        person.buys_freeze(NOON)


REFUSED: dict[str, tuple[dict[str, object], Callable[[Person], object], str, str]] = {
    "a freeze that is not sold": ({}, lambda person: person.buys_freeze(NOON), "STREAK_FREEZE_NOT_SOLD", "streak"),
    "a third freeze": ({"freezes": {"price": PRICE}}, buys_too_many, "STREAK_FREEZES_FULL", "streak"),
    "a pause of what has none": ({}, pauses_then("2026-03-03", "2026-03-04"), "STREAK_PAUSE_NOT_OFFERED", "streak"),
    "a pause from today": (MONTH_OFF, pauses_then("2026-03-02", "2026-03-04"), "STREAK_PAUSE_NOT_AHEAD", "from"),
    "a pause in years": (MONTH_OFF, pauses_then("2027-03-04", "2027-03-04"), "STREAK_PAUSE_NOT_AHEAD", "from"),
    "a pause that ends first": (MONTH_OFF, pauses_then("2026-03-04", "2026-03-03"), "STREAK_PAUSE_LENGTH", "until"),
    "a pause of 31 days": (MONTH_OFF, pauses_then("2026-03-04", "2026-04-03"), "STREAK_PAUSE_LENGTH", "until"),
    "a pause within another": (MONTH_OFF, pauses_twice, "STREAK_ALREADY_PAUSED", "from"),
    "a third pause in a year": (MONTH_OFF, pauses_thrice, "STREAK_PAUSES_USED_UP", "from"),
    "a restore of what has none": ({}, lambda person: person.restores(NOON), "STREAK_RESTORE_NOT_OFFERED", "streak"),
    "a restore of a whole run": (
        {"restore": {"price": PRICE}},
        lambda person: person.restores(NOON),
        "STREAK_NOT_BROKEN",
        "streak",
    ),
    "a restore too late": ({"restore": {"price": PRICE}}, restores_late, "STREAK_RESTORE_TOO_LATE", "streak"),
    "a second free restore": ({"restore": {"free_per_year": 1}}, restores_often, "STREAK_RESTORES_USED_UP", "streak"),
}


@pytest.mark.parametrize(("fields", "does", "code", "about"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_rules_do_not_allow_is_refused_at_its_field(
    fields: dict[str, object], does: Callable[[Person], object], code: str, about: str
) -> None:
    person = coming_back(**fields)
    with pytest.raises(Refusal) as refused:
        does(person)
    assert (refused.value.code, refused.value.field) == (code, (about,))
    assert "{" not in str(refused.value)


def test_the_last_moment_for_a_restore_is_before_the_day_after_its_time() -> None:
    person = coming_back(restore={"price": PRICE})
    person.restores(wall("2026-03-06 23:59:59"))
    assert person.length(wall("2026-03-06 23:59:59")) == 2


def test_a_pause_as_long_as_allowed_is_announced() -> None:
    person = coming_back(**MONTH_OFF)
    person.pauses(NOON, "2026-03-04", "2026-04-02")
    assert len(person.stands(NOON).pauses) == 1
