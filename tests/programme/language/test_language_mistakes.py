"""What is refused, in which words and where."""

import pytest
from language_world import VOCABULARY

from app.programme.language import Mistake, check


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("", 1, "the condition is empty"),
        (" // only a remark", 1, "the condition is empty"),
        ("member.vip &&", 14, "the condition stops before it is complete"),
        ("(member.vip", 1, "this bracket is never closed"),
        ("member.vip)", 11, "this bracket was never opened"),
        ("member.vip true", 12, "true is not expected here"),
        ('member.tier == "gold', 16, "this text has no closing quote"),
        ("member.points = 3", 15, "= means nothing here; did you mean ==?"),
        ("member.vip & true", 12, "& means nothing here; did you mean &&?"),
        ("member.vip and true", 12, "and means nothing here; did you mean &&?"),
        ("member.vip OR true", 12, "OR means nothing here; did you mean ||?"),
        ("not member.vip", 1, "not means nothing here; did you mean !?"),
        ("member.vip # yes", 12, "the character '#' means nothing here"),
        (r'"\q" == member.tier', 1, r"\q means nothing in a text; write \\ for a backslash"),
        (r'member.tier == "\ud800"', 16, r"\ud800 is not a Unicode character"),
        ('"\ud800" == member.tier', 2, "this is half a Unicode character"),
        ("member.points == 1e999", 18, "this number is too large"),
        ("member.points == " + "9" * 400, 18, "this number is too large"),
        ("member.points == 1u", 18, "numbers have no suffix; write 1"),
        ('member.tier == b"a"', 16, "texts have no prefix b"),
    ],
)
def test_what_is_no_language_is_explained(source: str, column: int, message: str) -> None:
    assert check(source, VOCABULARY) == [Mistake(message, column)]


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("member.likes.exists(x, x == 'a')", 1, "exists() is not part of the rule language"),
        ("has(member.tier)", 1, "has() is not part of the rule language"),
        ("member.likes[0] == 'a'", 1, "square brackets after a value are not part of the rule language"),
        ("{'a': 1} == {'a': 1}", 1, "braces are not part of the rule language"),
        ("Member{tier: 'a'} == 1", 1, "braces are not part of the rule language"),
        (".vip", 1, "a name does not start with a dot"),
        (".f(1)", 1, "a name does not start with a dot"),
        ("(member.vip).x", 1, "a dot follows names only"),
        ("member.tier.startsWith(member.city)", 24, "startsWith() takes a text, written out in quotes"),
        ("size(member.likes, 2) > 1", 1, "size is used like this: size(list)"),
        ("member.likes.size() > 1", 1, "size is used like this: size(list)"),
        ("startsWith('a')", 1, 'startsWith is used like this: name.startsWith("text")'),
        ("member.tier in []", 16, "this list is empty, so nothing is in it"),
        ("member.tier in ['a', 1]", 16, "a list holds either texts or numbers, written out"),
        ("member.tier in ['a', null]", 16, "a list holds either texts or numbers, written out"),
        ("member.points in [member.points]", 18, "a list holds either texts or numbers, written out"),
    ],
)
def test_what_cel_has_and_the_rule_language_has_not_is_refused(source: str, column: int, message: str) -> None:
    assert Mistake(message, column) in check(source, VOCABULARY)
    assert len(check(source, VOCABULARY)) <= 2


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("member.points", 1, "a condition must be true or false, but this is a whole number"),
        ("member.points > '1'", 17, "a whole number cannot be compared with a text"),
        ("member.vip == 1", 15, "true or false cannot be compared with a whole number"),
        ("member.vip < true", 1, "< needs a number or a text, but this is true or false"),
        ("member.points < null", 17, "a whole number cannot be compared with null"),
        ("null == null", 1, "null compared with null is always the same"),
        ("member.likes == ['a']", 1, "a list can only be used with in, size() and null"),
        ("member.tier + 'a' == 'b'", 1, "+ needs a number on each side, but this is a text"),
        ("-member.vip", 2, "- needs a number, but this is true or false"),
        ("!member.points", 2, "! needs something true or false, but this is a whole number"),
        ("member.vip && member.tier", 15, "&& needs something true or false, but this is a text"),
        ("member.points / 2 > 1", 1, "dividing a whole number by a whole number would drop the fraction; "
            "multiply one of them by 1.0"),
        ("member.average % 2 == 1.0", 1, "% needs a whole number on each side"),
        ("member.average / 0.0 > 1", 18, "dividing by zero has no value"),
        ("member.points % 0 > 1", 17, "dividing by zero has no value"),
        ("member.tier in member.city", 16, "in needs a list on its right side, but this is a text"),
        ("member.points in member.likes", 1, "only a text can be in a list of texts, but this is a whole number"),
        ("member.tier in [1]", 1, "only a number can be in a list of numbers, but this is a text"),
        ("member.points ? true : false", 1, "? needs something true or false before it, but this is a whole number"),
        ("(member.vip ? 1 : 'a') == 1", 19, "the results of ? : must be alike, but they are a whole number and a text"),
        ("(member.vip ? null : 1) == 1", 15, "null cannot be a result of ? :"),
        ("size(member.tier) > 1", 6, "size() needs a list, but this is a text"),
        ("member.points.contains('a')", 1, "contains() needs a text before the dot, but this is a whole number"),
        ("member.likes.contains('a')", 1, 'contains() looks into a text; for a list write "text" in list'),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_are_pointed_at(source: str, column: int, message: str) -> None:
    assert Mistake(message, column) in check(source, VOCABULARY)
    assert len(check(source, VOCABULARY)) <= 2


def test_an_unknown_name_comes_with_the_name_that_was_meant() -> None:
    assert check("member.teir == 1", VOCABULARY) == [Mistake("member.teir is unknown; did you mean member.tier?", 1)]
    assert check("zzz", VOCABULARY) == [Mistake("zzz is unknown", 1)]


def test_every_mistake_is_reported_in_the_order_of_the_source() -> None:
    source = "member.vip + 1 > 2 ||\n  member.teir == 1u &&\n  !member.points"
    assert [source[mistake.column - 1 :].split()[0] for mistake in check(source, VOCABULARY)] == [
        "member.vip",
        "member.teir",
        "1u",
        "member.points",
    ]


def test_a_condition_without_mistakes_has_none() -> None:
    assert check("member.vip", VOCABULARY) == []
    assert check("(-1) in [-1, - 2, 0x10, .5]", VOCABULARY) == []
