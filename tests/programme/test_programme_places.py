"""Stores in the programme file."""

import pytest
from programme_texts import SMALL

from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import vocabulary

STORES = "stores: {dam: {name: Dam, fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 150}}}\n"
ON_CHECK_IN = SMALL.replace("on: visit", "on: check_in")


def mistakes_in(text: str) -> list[str]:
    with pytest.raises(ProgrammeMistakes) as wrong:
        load(text, vocabulary())
    return [f"{mistake.path}: {mistake.message}" for mistake in wrong.value.mistakes]


def test_stores_and_check_ins_are_read() -> None:
    programme = load(ON_CHECK_IN + STORES + "check_ins: {}\n", vocabulary())
    assert programme.stores["dam"].fence.radius_m == 150
    assert programme.check_ins is not None
    assert programme.check_ins.per_day == 3


def test_nobody_can_check_in_where_there_is_no_store() -> None:
    assert mistakes_in(SMALL + "check_ins: {}\n") == [
        "check_ins: there is no store to check in at; add `stores`, or take this out"
    ]


def test_a_rule_for_check_ins_needs_them() -> None:
    assert mistakes_in(ON_CHECK_IN + STORES) == [
        "earning[2].on: nobody can check in; add `check_ins`, for example {per_day: 3}"
    ]


def test_a_welcome_is_a_rule_on_join() -> None:
    assert load(SMALL.replace("on: visit", "on: join"), vocabulary()).earning[1].on == "join"
