"""Conditions in the product's own words: sentences that a member can act on."""

from datetime import UTC, datetime

import pytest

from app.programme.conditions_in_words import NAMES, condition_in_words
from app.programme.examples import example, examples
from app.programme.language.in_words import in_words, unmet_in_words
from app.programme.load import load
from app.programme.model import FieldType
from app.programme.model.declared import declared_by
from app.programme.vocabulary import facts_of, vocabulary

DECLARED = declared_by({"share": {"network": FieldType.STRING, "paid": FieldType.BOOL}})
WORDS = vocabulary(2, DECLARED)
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
MEMBER = {
    "joined_at": datetime(2027, 2, 1, 12, tzinfo=UTC),
    "zone": "Europe/Kyiv",
    "language": "uk",
    "stats": {"purchases": 3, "spent": 9000, "visits": 0, "last_purchase_at": None, "last_visit_at": None},
    "earning": {"done": {"share": {"times": 2, "last": NOW}}},
}
ACTIVITY = {"kind": "purchase", "amount": 1250, "currency": "EUR", "store": "web", "categories": ["tea", "cake"]}
FACTS = facts_of(MEMBER, ACTIVITY, NOW, 2, DECLARED)

ASKED = [
    ("activity.amount >= 50", "the amount must be at least 50.00"),
    ("50 <= activity.amount", "the amount must be at least 50.00"),
    ("member.visits > 3", "the number of visits so far must be more than 3"),
    ("member.visits != 0", "the number of visits so far must be known and other than 0"),
    ("!(member.visits == 0)", "the number of visits so far must not be 0"),
    ("member.days_since_visit == null", "the days since the last visit must be unknown"),
    ("null != member.days_since_visit", "the days since the last visit must be known"),
    ('activity.store in ["ams-1", "ams-2", "web"]', 'the store must be one of "ams-1", "ams-2", "web"'),
    ("member.visits in [1, 2.5]", "the number of visits so far must be one of 1, 2.5"),
    ('"coffee" in activity.categories', 'the categories of what was bought must include "coffee"'),
    ('!("coffee" in activity.categories)', 'the categories of what was bought must not include "coffee"'),
    ('activity.store.startsWith("ams-")', 'the store must start with "ams-"'),
    ('activity.store.endsWith("1")', 'the store must end with "1"'),
    ('!activity.store.contains("x")', 'the store must not contain "x"'),
    ("activity.fields.paid", "the paid of the activity must be true"),
    ("member.times.share < 2", "the times of share so far must be less than 2"),
    ("size(activity.categories) <= 2", "the number of the categories of what was bought must be at most 2"),
    ("activity.amount >= 1.5 * member.average_receipt", "the amount must be at least 1.5 times the average receipt"),
    (
        "-member.visits < 1 - 2 % 2",
        "minus the number of visits so far must be less than 1 minus (the rest of 2 divided by 2)",
    ),
    (
        'member.language == "uk" && (member.visits > 1 || member.purchases > 1)',
        'the member\'s language must be "uk", and (the number of visits so far must be more than 1, or the number of '
        "purchases so far must be more than 1)",
    ),
    (
        "!(member.visits > 1 || member.purchases > 1)",
        "the number of visits so far must not be more than 1, and the number of purchases so far must not be more "
        "than 1",
    ),
    (
        'member.visits > (member.language == "uk" ? 1 : 2)',
        "the number of visits so far must be more than 1 (or 2, unless this holds: the member's language must be "
        '"uk")',
    ),
    (
        'member.visits > 1 ? member.language == "uk" : activity.fields.paid',
        'the member\'s language must be "uk" where this holds: the number of visits so far must be more than 1; '
        "and else the paid of the activity must be true",
    ),
    (
        "(member.visits > 1) == true",
        "whether this holds: the number of visits so far must be more than 1, must be true",
    ),
]

UNMET = [
    ("activity.amount >= 50", "the amount must be at least 50.00 (it was 12.50)"),
    ("50 <= activity.amount", "the amount must be at least 50.00 (it was 12.50)"),
    ("member.visits > 3", "the number of visits so far must be more than 3 (it was 0)"),
    ("member.days_since_visit > 30", "the days since the last visit must be more than 30 (it was unknown)"),
    ("member.days_since_joining > 30", "the days since joining must be more than 30 (it was 28)"),
    ('activity.store in ["ams-1"]', 'the store must be one of "ams-1" (it was "web")'),
    (
        '"coffee" in activity.categories',
        'the categories of what was bought must include "coffee" (it was "tea", "cake")',
    ),
    ('"x" in activity.skus', 'the articles that were bought must include "x" (it was unknown)'),
    (
        "activity.amount >= 1.5 * member.average_receipt",
        "the amount must be at least 1.5 times the average receipt (they were 12.50 and 45.00)",
    ),
    (
        "activity.amount >= 50 && member.purchases == 3 && member.visits > 0",
        "the amount must be at least 50.00 (it was 12.50), and the number of visits so far must be more than 0 "
        "(it was 0)",
    ),
    (
        'activity.amount >= 50 || activity.store == "ams-1"',
        'the amount must be at least 50.00 (it was 12.50), or the store must be "ams-1" (it was "web")',
    ),
    ('!(activity.store == "web")', 'the store must not be "web" (it was "web")'),
    (
        '!(activity.store == "web" || member.visits > 5)',
        'the store must not be "web" (it was "web")',
    ),
    (
        'member.language == "uk" ? member.visits > 1 : member.visits > 2',
        "the number of visits so far must be more than 1 (it was 0)",
    ),
    ("activity.fields.paid", "the paid of the activity must be true (it was unknown)"),
]


@pytest.mark.parametrize(("source", "words"), ASKED)
def test_what_a_condition_asks_for_is_a_sentence(source: str, words: str) -> None:
    assert str(in_words(source, WORDS, NAMES)) == words


@pytest.mark.parametrize(("source", "words"), UNMET)
def test_why_a_condition_does_not_hold_names_what_there_was(source: str, words: str) -> None:
    assert str(unmet_in_words(source, WORDS, NAMES, FACTS)) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("member.age >= 18", "the age must be at least 18"),
        (
            "member.age >= 18 && activity.amount >= 5 && member.visits > 3",
            "the age must be at least 18, and the amount must be at least 5.00, and the number of visits so far must "
            "be more than 3",
        ),
        ('"tea" in member.likes', 'the categories that are liked must include "tea"'),
    ],
)
def test_what_a_reason_says_tells_nothing_about_the_person(source: str, words: str) -> None:
    assert str(unmet_in_words(source, WORDS, NAMES, FACTS)) == words


def test_every_attribute_of_the_product_has_a_name_of_its_own() -> None:
    for attribute in WORDS:
        kind = attribute.name.rpartition(".")[0]
        assert attribute.name in NAMES or f"{kind}.*" in NAMES, attribute.name


@pytest.mark.parametrize("name", examples())
def test_every_condition_of_the_examples_reads_without_signs_of_the_language(name: str) -> None:
    programme = load(example(name), vocabulary())
    conditions = [rule.when for rule in programme.earning if rule.when]
    conditions += [wheel.rules.eligible for wheel in programme.wheels.values() if wheel.rules.eligible]
    for condition in conditions:
        words = str(condition_in_words(programme, condition))
        assert "must" in words
        assert not any(sign in words for sign in ("member.", "activity.", ">", "<", "==", "&&", "||", "!"))
