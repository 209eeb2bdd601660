"""The predicate and the filter of a condition agree on every member."""

from typing import Any

import pytest
from conftest import Members
from expression_strategies import conditions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from language_world import FIELDS, FRACTIONS, NOW, TEXTS, VOCABULARY, WHOLE_NUMBERS, corpus, document, facts_of, quoted

from app.programme.language import check, predicate, query

CORPUS = [(member["_id"], facts_of(member)) for member in corpus(400)]
UNHURRIED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
stored_members = st.fixed_dictionaries({path: st.sampled_from(values) for path, values in FIELDS.items()}).map(document)


def found(members: Members, source: str) -> list[int]:
    return sorted(member["_id"] for member in members.find(query(source, VOCABULARY, NOW), {"_id": 1}))


def true_for(source: str) -> list[int]:
    condition = predicate(source, VOCABULARY)
    return [number for number, facts in CORPUS if condition(facts)]


@settings(max_examples=350, deadline=None, suppress_health_check=UNHURRIED)
@given(source=conditions(3))
def test_any_condition_finds_exactly_the_members_it_is_true_for(members: Members, source: str) -> None:
    assert check(source, VOCABULARY) == []
    assert found(members, source) == true_for(source)


@settings(max_examples=100, deadline=None, suppress_health_check=UNHURRIED)
@given(sources=st.lists(conditions(2), min_size=4, max_size=4), stored=st.lists(stored_members, min_size=1, max_size=6))
def test_any_condition_agrees_on_members_without_indexes(
    scratch: Members, sources: list[str], stored: list[dict[str, Any]]
) -> None:
    numbered = [{"_id": number, **member} for number, member in enumerate(stored)]
    scratch.delete_many({})
    scratch.insert_many(numbered)
    for source in sources:
        condition = predicate(source, VOCABULARY)
        assert found(scratch, source) == [member["_id"] for member in numbered if condition(facts_of(member))]


LITERALS = {
    "member.tier": [*map(quoted, TEXTS), "null"],
    "member.nick": [*map(quoted, TEXTS), "null"],
    "member.points": [*map(str, WHOLE_NUMBERS), *map(repr, FRACTIONS), "null"],
    "member.average": [*map(str, WHOLE_NUMBERS), *map(repr, FRACTIONS), "null"],
    "member.doubled": [*map(str, WHOLE_NUMBERS), *map(repr, FRACTIONS), "null"],
    "member.vip": ["true", "false", "null"],
    "member.seen": ["true", "false", "null"],
    "member.likes": ["null"],
    "member.dislikes": ["null"],
}
TEXT_METHODS = ("startsWith", "endsWith", "contains")


@pytest.mark.parametrize("name", LITERALS)
def test_every_comparison_with_every_awkward_constant_agrees(members: Members, name: str) -> None:
    for literal in LITERALS[name]:
        operators = ["==", "!="]
        if literal not in ("null", "true", "false"):
            operators += ["<", "<=", ">", ">="]
        for operator in operators:
            for source in (f"{name} {operator} {literal}", f"{literal} {operator} {name}"):
                assert found(members, source) == true_for(source), source


@pytest.mark.parametrize("name", ["member.tier", "member.nick"])
@pytest.mark.parametrize("method", TEXT_METHODS)
def test_every_text_method_agrees_on_every_awkward_text(members: Members, name: str, method: str) -> None:
    for text in TEXTS:
        source = f"{name}.{method}({quoted(text)})"
        assert found(members, source) == true_for(source), source


def test_lists_agree_on_every_awkward_element(members: Members) -> None:
    for text in TEXTS:
        for source in (f"{quoted(text)} in member.likes", f"{quoted(text)} in member.dislikes"):
            assert found(members, source) == true_for(source), source


@pytest.mark.parametrize(
    "source",
    [
        "!" * 29 + "member.vip",
        "(" * 30 + "member.vip" + ")" * 30,
        "+".join(["member.average"] * 29) + " > 0",
        "/".join(["member.average"] * 29) + " > 0",
        "member.average / (" * 28 + "member.average" + ")" * 28 + " > 0",
        "(member.average > 0.0 ? " * 27 + "1" + " : 2)" * 27 + " == 1",
        "((" * 14 + "member.vip" + ") == member.vip) != member.vip" * 14,
        "(member.tier.endsWith('d') ? " * 27 + "member.vip" + " : false)" * 27,
        " || ".join(f'member.tier == "{number}"' for number in range(70)),
        " && ".join(f"member.average < {number}.5" for number in range(66, 0, -1)),
        "member.tier in [" + ", ".join(f'"{number}"' for number in range(240)) + ', "gold"]',
    ],
)
def test_the_largest_conditions_still_run_in_mongodb(members: Members, source: str) -> None:
    assert check(source, VOCABULARY) == []
    assert found(members, source) == true_for(source)
