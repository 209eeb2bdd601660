"""Every text of the product has a translation in every language that ships, and each can be read."""

from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from app.words.catalogue import compiled
from app.words.templates import NotALiteral, templates_in
from app.words.translations import TRANSLATED, read_translations, untranslated, up_to_date, write_translations

ROOT = Path(__file__).parents[2]
FOUND = templates_in(ROOT, ("app", "graphql_schema"))
SAMPLE = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)
"""A fact that every format of a template takes."""


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    missing = untranslated(up_to_date(language, FOUND))
    assert [message.id for message in missing] == [], "run `magpie words`, and translate what is new"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_of_a_text_that_is_gone(language: str) -> None:
    gone = [message.id for message in read_translations(language) if message.id and message.id not in FOUND]
    assert gone == [], "run `magpie words`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_placeholders_of_their_text(language: str) -> None:
    for message in read_translations(language):
        if message.id:
            [wanted] = {placeholders(text) for text in texts_of(message.id)}
            assert {placeholders(text) for text in texts_of(message.string)} == {wanted}, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_can_be_filled(language: str) -> None:
    for message in read_translations(language):
        for text in texts_of(message.string) if message.id else ():
            filled = text.format(**{name: SAMPLE for name, _, _ in placeholders(text)})
            assert not {"{", "}"} & set(filled), text


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_end_as_their_text_does(language: str) -> None:
    stops = {"zh": "。"}
    for message in read_translations(language):
        if message.id:
            ends = texts_of(message.id)[-1].endswith(".")
            for text in texts_of(message.string):
                assert text.endswith(stops.get(language, ".")) is ends, (message.id, text)


@pytest.mark.parametrize("language", TRANSLATED)
def test_bringing_up_to_date_what_is_up_to_date_changes_nothing(language: str) -> None:
    kept = (ROOT / "app" / "words" / "locale" / f"{language}.po").read_bytes()
    write_translations(language, read_translations(language))
    assert (ROOT / "app" / "words" / "locale" / f"{language}.po").read_bytes() == kept


def test_a_new_text_waits_for_its_translation_and_a_gone_one_still_translates_what_was_stored() -> None:
    found = Catalog()
    for message in FOUND:
        if message.id and message.id != "There is no such round.":
            found.add(message.id)
    found.add("There is no such thing.")
    catalogue = up_to_date("uk", found)
    assert [message.id for message in untranslated(catalogue)] == ["There is no such thing."]
    assert "There is no such round." not in catalogue
    assert compiled(catalogue).gettext("There is no such round.") == "Немає такого раунду."
    assert compiled(catalogue).gettext("There is no such thing.") == "There is no such thing."


def test_texts_are_found_wherever_they_are_said(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "said.py").write_text(
        'say("a {b}", b=1)\n'
        "class Refused(Refusal):\n"
        '    words: ClassVar[str] = (\n        "two "\n        "parts"\n    )\n'
        "class Shown:\n"
        "    words: str\n"
        'view.words.say("c")\n'
        'say_many("{count} d", "{count} ds", 2)\n'
        'say("c")\n'
    )
    found = [message for message in templates_in(tmp_path, ("room",)) if message.id]
    assert [message.id for message in found] == ["a {b}", "two parts", "c", ("{count} d", "{count} ds")]
    assert [message.locations for message in found][2] == [("room/said.py", 9), ("room/said.py", 11)]


def test_a_text_that_is_put_together_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "said.py").write_text('say(f"so {many}")\n')
    with pytest.raises(NotALiteral, match=r"room/said\.py:1: a template must be a literal"):
        templates_in(tmp_path, ("room",))


def texts_of(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> frozenset[tuple[str, str | None, str | None]]:
    """What a text is filled with, and how each is formatted."""
    parts = Formatter().parse(text)
    return frozenset((name, form, conversion) for _, name, form, conversion in parts if name is not None)
