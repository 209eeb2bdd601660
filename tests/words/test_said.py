"""Sentences that choose their language late."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.words import Said, say

AT = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)


def test_a_sentence_is_filled_with_its_facts() -> None:
    assert str(say("Checked in at {store}", store="Dam")) == "Checked in at Dam"


def test_a_language_without_translations_gets_english() -> None:
    assert say("Checked in at {store}", store="Dam").in_language("nl") == "Checked in at Dam"


def test_sentences_within_a_sentence_and_lists_are_put_in_words_too() -> None:
    days = (say("Saturday"), say("Sunday"))
    assert str(say("it is for {days} only, and it was {day}", days=days, day=say("Monday"))) == (
        "it is for Saturday, Sunday only, and it was Monday"
    )


@pytest.mark.parametrize(
    ("fact", "english", "bulgarian"),
    [
        (9_999, "9999", "9999"),
        (2026, "2026", "2026"),
        (1_234_567, "1,234,567", "1\xa0234\xa0567"),
        (-10_000, "-10,000", "-10\xa0000"),
        (Decimal("0.5"), "0.5", "0,5"),
        (Decimal("-12.50"), "-12.50", "-12,50"),
        (Decimal("12345.00"), "12,345.00", "12\xa0345,00"),
        (date(2026, 3, 2), "March 2, 2026", "2 март 2026\u202f\u0433."),
        (True, "True", "True"),
        ("mem_1", "mem_1", "mem_1"),
    ],
)
def test_numbers_and_days_follow_the_language_and_names_do_not(fact: object, english: str, bulgarian: str) -> None:
    assert str(say("{fact}", fact=fact)) == english
    assert say("{fact}", fact=fact).in_language("bg") == bulgarian


def test_instants_are_written_as_their_template_says() -> None:
    assert str(say("until {at:%H:%M} UTC", at=AT)) == "until 17:05 UTC"


@pytest.mark.parametrize(
    "said",
    [
        say("nothing to fill"),
        say("{amount} {percent} {day} {at:%H}", amount=3, percent=Decimal("2.5"), day=date(2026, 3, 2), at=AT),
        say("{list} {inner}", list=("a", say("b")), inner=say("{x}", x=("c",))),
    ],
)
def test_a_sentence_that_was_kept_reads_the_same(said: Said) -> None:
    assert Said.from_document(said.to_document()) == said
