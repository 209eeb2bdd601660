"""Hostile sources are refused at once, and nothing crashes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language_world import VOCABULARY

from app.programme.language import MistakenCondition, check, predicate

AT_ONCE_S = 0.5  # milliseconds when alone; test machines are shared
PIECES = [
    "member.vip",
    "member.points",
    "1",
    "'a'",
    "null",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "!",
    "-",
    "+",
    "/",
    "%",
    "in",
]
PIECES += [
    "==",
    "<",
    "&&",
    "||",
    "?",
    ":",
    ".",
    ",",
    " ",
    "\n",
    '"',
    "'",
    '"""',
    "\\",
    "//",
    "size",
    "é",
    "\0",
    "\ud800",
]


@pytest.mark.parametrize(
    "source",
    [
        "(" * 1_000,
        "(" * 999 + "true" + ")" * 999,
        "[" * 1_999,
        "!" * 1_999 + "a",
        "!" * 700 + "a",
        "-" * 700 + "1 == 1",
        "1+" * 400 + "1 == 1",
        "1+" * 299 + "1 == 1",
        "a." * 999 + "a",
        "a ? b : " * 90 + "c",
        "1 in [" + "1," * 380 + "1]",
        "!x||" * 160 + "x",
        "x" * 1_000_000,
        '"' + "\\" * 1_990,
        '"' + "\\x" * 990,
        "'''" + "\\" * 1_990,
        '"' * 1_999,
        "/" * 1_999 + "\n(",
        "9" * 1_990 + "==1",
        "0x" + "f" * 1_990,
        "-" * 1_999,
        "member.tie && " * 140 + "member.tie",
    ],
)
def test_a_hostile_source_is_refused_at_once(source: str) -> None:
    check("true", VOCABULARY)
    started = time.process_time()
    assert check(source, VOCABULARY) != []
    assert time.process_time() - started < AT_ONCE_S


def test_a_source_has_at_most_2_000_characters() -> None:
    assert check("true".ljust(2_000), VOCABULARY) == []
    assert [mistake.message for mistake in check("true".ljust(2_001), VOCABULARY)] == [
        "a condition has at most 2,000 characters"
    ]


def test_a_condition_has_at_most_30_levels() -> None:
    assert check("!" * 29 + "true", VOCABULARY) == []
    assert [mistake.message for mistake in check("!" * 30 + "true", VOCABULARY)] == ["this is nested more than 30 deep"]
    assert check("(" * 30 + "true" + ")" * 30, VOCABULARY) == []
    assert [mistake.message for mistake in check("(" * 31 + "true" + ")" * 31, VOCABULARY)] == [
        "brackets are nested more than 30 deep"
    ]


def test_a_condition_has_at_most_300_parts_and_a_long_chain_is_one_level() -> None:
    assert check("||".join(["true"] * 299), VOCABULARY) == []
    assert [mistake.message for mistake in check("||".join(["true"] * 300), VOCABULARY)] == [
        "a condition has at most 300 parts"
    ]


def test_no_more_than_20_mistakes_are_reported() -> None:
    assert len(check("||".join(["x"] * 200), VOCABULARY)) == 20


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text_is_either_a_condition_or_a_list_of_mistakes(source: str) -> None:
    mistakes = check(source, VOCABULARY)
    assert all(1 <= mistake.column <= len(source) + 1 for mistake in mistakes)
    if mistakes:
        with pytest.raises(MistakenCondition):
            predicate(source, VOCABULARY)
    else:
        assert predicate(source, VOCABULARY)({}) in (True, False)
