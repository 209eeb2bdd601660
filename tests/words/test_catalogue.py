"""Translations are looked up in the language that is nearest."""

import pytest

from app.words import often, say_many
from app.words.catalogue import nearest_shipped, ships, translated


@pytest.mark.parametrize(
    ("language", "nearest"), [("uk", "uk"), ("uk-UA", "uk"), ("en-GB", "en"), ("nl", "en"), ("zh", "zh")]
)
def test_the_nearest_language_is_the_same_one_without_its_region(language: str, nearest: str) -> None:
    assert nearest_shipped(language) == nearest


def test_languages_of_a_country_ship_with_their_language() -> None:
    assert ships("en-GB")
    assert not ships("nl")


def test_a_text_without_a_translation_stays_as_it_is() -> None:
    assert translated("no such text", "uk") == "no such text"
    assert translated("There is no such round.", "uk-UA") == "Немає такого раунду."
    assert translated("There is no such round.", "nl") == "There is no such round."


@pytest.mark.parametrize(
    ("language", "times"),
    [
        ("en", ["1 time", "2 times", "5 times", "21 times"]),
        ("uk", ["1 раз", "2 рази", "5 разів", "21 раз"]),
        ("ru", ["1 раз", "2 раза", "5 раз", "21 раз"]),
        ("bg", ["1 път", "2 пъти", "5 пъти", "21 пъти"]),
        ("zh", ["1次", "2次", "5次", "21次"]),
    ],
)
def test_each_language_has_its_own_plural_forms(language: str, times: list[str]) -> None:
    said = [say_many("{count} time", "{count} times", count) for count in (1, 2, 5, 21)]
    assert [one.in_language(language) for one in said] == times


def test_once_is_no_number() -> None:
    assert [str(often(times)) for times in (1, 2)] == ["once", "2 times"]
    assert often(1).in_language("bg") == "веднъж"
