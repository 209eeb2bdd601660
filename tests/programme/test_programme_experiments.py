"""Experiments in the programme file, what conditions know of them, and what members read about them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from programme_texts import SMALL

from app.programme.describe_experiments import experiment_words
from app.programme.language import NotStored, predicate, query
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.vocabulary import facts_of, vocabulary

TEXT = f"""{SMALL}
stores:
  dam: {{name: {{en: Dam Square, nl: De Dam}}, region: NL-NH, fence: {{latitude: 52.3, longitude: 4.8, radius_m: 150}}}}
  coast: {{name: Coast, region: NL-ZH, fence: {{latitude: 52.1, longitude: 4.3, radius_m: 150}}}}
  liege: {{name: Liège, fence: {{latitude: 50.6, longitude: 5.5, radius_m: 150}}}}
goals: {{back: {{name: Back, on: purchase, within: 7d}}}}
experiments:
  pilot:
    name: Pilot
    from: 2027-03-01
    until: 2027-03-31
    stores: [liege]
    regions: [NL-NH]
    variants: [{{id: none, weight: 1}}, {{id: more, weight: 3}}]
    goal: back
  always:
    name: Always
    from: 2027-03-01 18:00
    variants: [{{id: a, weight: 1}}, {{id: b, weight: 1}}]
    goal: back
offers:
  gift: {{name: Gift, benefit: {{percent: 10}}, eligible: 'member.variants.always == "b"'}}
"""
DURING = datetime(2027, 3, 15, 12, tzinfo=UTC)


def programme(*changes: tuple[str, str]) -> Programme:
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load(text, vocabulary())


def variant(name: str, at: datetime = DURING, store: str | None = None, member: str = "mem_1") -> Any:
    found = programme()
    document = {"_id": member, "zone": "Europe/Amsterdam", "stats": {}}
    facts = facts_of(document, {"kind": "purchase", "store": store}, at, 2, found.declared)
    return facts[f"member.variants.{name}"]


def test_a_pilot_runs_at_the_stores_that_are_named_and_at_those_of_its_regions() -> None:
    assert programme().arms["pilot"].stores == {"dam", "liege"}
    assert programme(("regions: [NL-NH]", "regions: [NL]")).arms["pilot"].stores == {"dam", "coast", "liege"}
    assert programme().arms["always"].stores is None


def test_a_condition_knows_the_variant_while_and_where_the_experiment_runs() -> None:
    expected = programme().arms["pilot"].variant_of("mem_1")
    assert variant("pilot", store="dam") == variant("pilot", store="liege") == expected
    assert [variant("pilot", store=store) for store in (None, "coast", "unknown")] == [None] * 3
    first, last = datetime(2027, 2, 28, 23, tzinfo=UTC), datetime(2027, 3, 31, 22, tzinfo=UTC)
    assert variant("pilot", first, "dam") == expected
    assert variant("pilot", last, "dam") is None, "the last day is over"
    assert variant("always", datetime(2027, 3, 1, 16, 59, tzinfo=UTC)) is None
    assert variant("always", datetime(2037, 3, 1, 17, 0, tzinfo=UTC)) in ("a", "b")


def test_members_cannot_be_searched_by_their_variant() -> None:
    words = vocabulary(2, programme().declared)
    assert predicate('member.variants.always == "b"', words)({"member.variants.always": "b"})
    with pytest.raises(NotStored, match=r"member\.variants\.always is not stored with the member"):
        query('member.variants.always == "b"', words, DURING)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{id: more, weight: 3}", "{id: none, weight: 3}", "the variant `none` exists already"),
        (", {id: more, weight: 3}", "", "`variants` must have at least 2 parts"),
        ("{id: more, weight: 3}", "{id: more, weight: 0}", "`weight` must be 1 or more"),
        ("stores: [liege]", "stores: [lieg]", "there is no store `lieg`; did you mean `liege`?"),
        ("regions: [NL-NH]", "regions: [BE]", "no store lies in BE; give those that do a `region`"),
        ("until: 2027-03-31", "until: 2027-02-01", "`until` is not after `from` (2027-03-01)"),
        ("    goal: back\n  always", "    goal: bck\n  always", "there is no goal `bck`; did you mean `back`?"),
        ("    from: 2027-03-01 18:00\n", "", "`from` is missing"),
        ('member.variants.always == "b"', 'member.variants.alway == "b"', "did you mean member.variants.always?"),
        ('member.variants.always == "b"', 'member.variants.pilot == "more"', "`pilot` runs at some stores only, so"),
        ('member.variants.always == "b"', "member.variants.always == 1", "cannot be compared with a whole number"),
    ],
)
def test_a_mistake_is_told_once(old: str, new: str, message: str) -> None:
    with pytest.raises(ProgrammeMistakes) as wrong:
        programme((old, new))
    assert [message in mistake.message for mistake in wrong.value.mistakes] == [True], wrong.value.mistakes


def test_rules_may_ask_for_a_pilot() -> None:
    asked = 'activity.amount >= 10 && member.variants.pilot == "more"'
    assert programme(("activity.amount >= 10", asked)).earning[0].when == asked


def test_members_read_how_groups_are_made_and_not_who_gets_what() -> None:
    words = [str(one) for one in experiment_words("pilot", programme())]
    assert words == [
        "Members are put into groups by chance, once and for good: 1 : 3",
        "It runs from March 1, 2027 until March 31, 2027",
        "It concerns these stores only: Dam Square, Liège",
    ]
    assert [str(one) for one in experiment_words("always", programme())][1:] == ["It runs from March 1, 2027"]
