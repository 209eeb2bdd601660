"""The filters that conditions become."""

from typing import Any

import pytest
from conftest import Members
from language_world import NOW, VOCABULARY

from app.programme.language import Attribute, MistakenCondition, NotStored, Type, Vocabulary, query


def filter_of(source: str) -> dict[str, Any]:
    return query(source, VOCABULARY, NOW)


def test_simple_questions_become_plain_filters() -> None:
    assert filter_of('member.tier in ["gold", "$x"]') == {"tier": {"$in": ["gold", "$x"]}}
    assert filter_of('"gold" == member.tier') == {"tier": {"$eq": "gold"}}
    assert filter_of("100 <= member.points") == {"wallet.points": {"$gte": 100.0}}
    assert filter_of('member.tier.startsWith("go")') == {"tier": {"$gte": "go", "$lt": "gp"}}
    assert filter_of('"tea" in member.likes && member.vip') == {
        "$and": [{"likes": {"$eq": "tea"}}, {"vip": {"$eq": True}}]
    }
    assert filter_of("!(member.tier == null)") == {"$nor": [{"tier": {"$in": [None]}}]}


@pytest.mark.parametrize(
    "source",
    [
        'member.tier == "gold"',
        'member.tier in ["gold", "é"]',
        'member.tier.startsWith("go")',
        'member.tier >= "g" && member.tier < "h"',
        "member.points >= 1 && member.points < 100",
        '"gold" in member.likes',
        'member.tier == "gold" && member.days_since_visit > 1',
    ],
)
def test_simple_questions_about_indexed_fields_use_the_index(members: Members, source: str) -> None:
    plan = members.find(filter_of(source)).explain()["queryPlanner"]["winningPlan"]
    assert "IXSCAN" in str(plan)
    assert "COLLSCAN" not in str(plan)


def test_everything_else_becomes_an_expression() -> None:
    assert list(filter_of("member.points > member.average")) == ["$expr"]
    assert list(filter_of("member.days_since_visit > 1")) == ["$expr"]
    assert list(filter_of("member.points == 9007199254740993")) == ["$expr"]


def test_an_expression_may_depend_on_the_instant() -> None:
    assert str(NOW.year) in str(filter_of("member.days_since_visit > 1"))


def test_members_cannot_be_searched_by_what_is_not_stored() -> None:
    for source in ("activity.amount > 1", 'activity.kind == "visit"', "member.vip && activity.amount * 2.0 > 1"):
        with pytest.raises(NotStored, match=r"activity\.\w+ is not stored with the member"):
            filter_of(source)


def test_a_mistaken_condition_becomes_no_filter() -> None:
    with pytest.raises(MistakenCondition):
        filter_of("member.points")


def test_the_stored_part_of_a_vocabulary_has_only_what_members_can_be_searched_by() -> None:
    names = {attribute.name for attribute in VOCABULARY.stored()}
    assert "member.days_since_visit" in names
    assert "member.tier" in names
    assert not any(name.startswith("activity.") for name in names)


@pytest.mark.parametrize(
    ("name", "kind", "path"),
    [
        ("member tier", Type.STRING, None),
        ("member.", Type.STRING, None),
        ("member.tier", Type.NULL, None),
        ("member.tier", Type.NUMBERS, None),
        ("member.tier", Type.STRING, "$tier"),
        ("member.tier", Type.STRING, "a..b"),
    ],
)
def test_an_impossible_attribute_is_refused(name: str, kind: Type, path: str | None) -> None:
    with pytest.raises(ValueError, match="member"):
        Attribute(name, kind, "", path=path)
    with pytest.raises(ValueError, match="defined twice"):
        Vocabulary([Attribute("member.vip", Type.BOOL, ""), Attribute("member.vip", Type.BOOL, "")])
