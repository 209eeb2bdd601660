"""An asset can say what it is called after a number."""

import pytest
from programme_texts import SMALL, changed

from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.naming import counted
from app.programme.vocabulary import vocabulary


def spoken(forms: str) -> Programme:
    languages = ("languages: [en, nl]\n", "languages: [en, nl, uk]\n")
    return load(changed(languages, ("    name: Points\n", f"    name: Points\n    counted: {forms}\n")), vocabulary())


def points(programme: Programme, language: str) -> list[str]:
    return [counted(amount, "points", programme).in_language(language) for amount in (1, 2, 5)]


def test_the_form_follows_the_number() -> None:
    programme = spoken("{uk: {one: бал, few: бали, many: балів}, en: {one: dot, other: dots}}")
    assert points(programme, "uk") == ["1 бал", "2 бали", "5 балів"]
    assert points(programme, "en") == ["1 dot", "2 dots", "5 dots"]


def test_without_forms_a_name_stands_as_it_is_and_english_makes_its_own_singular() -> None:
    programme = spoken("{en: {one: dot, other: dots}}")
    assert points(programme, "uk") == ["1 × points", "2 × points", "5 × points"]
    assert points(spoken("{uk: {one: бал, few: бали, many: балів}}"), "en") == ["1 point", "2 points", "5 points"]


@pytest.mark.parametrize(
    ("forms", "says"),
    [
        ("{uk: {one: бал, other: бали}}", "must have for `uk` the forms `one`, `few`, `many`, and has `one`, `other`"),
        ("{en: {other: points}}", "must have for `en` the forms `one`, `other`, and has `other`"),
        ("{zh: {one: 积分, other: 积分}}", "must have for `zh` the forms `other`, and has `one`, `other`"),
        ("{xx: {other: points}}", "must be a language tag, for example en or uk, and not `xx`"),
        ("{en: {one: ' ', other: points}}", "must not have an empty form"),
        ("{en: points}", "must be a block of named parts"),
    ],
)
def test_forms_are_those_of_their_language(forms: str, says: str) -> None:
    with pytest.raises(ProgrammeMistakes) as wrong:
        spoken(forms)
    assert says in wrong.value.mistakes[0].message
    assert SMALL.count("Points") == 1
