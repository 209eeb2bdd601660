"""Sentences that choose their language late."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from app.words import AllOf, AnyOf, Money, Said, say, say_many

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
        (time(17, 5), "5:05\u202fPM", "17:05"),
        (Money(Decimal("2.50"), "EUR"), "€2.50", "2,50\xa0€"),
        (AllOf(("tea", "cake", 2)), "tea, cake, and 2", "tea, cake и 2"),
        (AnyOf((say("Monday"), say("Tuesday"))), "Monday or Tuesday", "понеделник или вторник"),
        (say_many("{count} day", "{count} days", 2), "2 days", "2 дни"),
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
        say("{term}", term=say_many("{count} day", "{count} days", 1)),
    ],
)
def test_a_sentence_that_was_kept_reads_the_same(said: Said) -> None:
    assert Said.from_document(said.to_document()) == said


def test_english_of_a_country_has_its_own_figures() -> None:
    assert say("{day}", day=date(2026, 3, 2)).in_language("en-GB") == "2 March 2026"


def test_a_sentence_is_filled_anew_without_the_facts_it_had() -> None:
    assert say("{a}", a=1).filled(a=2) == say("{a}", a=2)
    assert say_many("{count} day", "{count} days", 2).filled(count=1) == say_many("{count} day", "{count} days", 1)
