"""Questions in the programme file: mistakes are told, and answers become words that conditions may use."""

import pytest
from programme_texts import SMALL

from app.programme.describe import question_term
from app.programme.load import load
from app.programme.mistakes import Mistake, ProgrammeMistakes
from app.programme.model import Programme
from app.programme.personal import decides_personally
from app.programme.vocabulary import vocabulary

QUESTIONS = """\
questions:
  hair:
    step: {en: Colours, nl: Kleuren}
    text: What is your hair colour?
    why: So that colours suit you.
    kind: one
    options:
      - {id: red, label: Red, image: https://example.org/red.jpg, likes: [red], dislikes: [pink]}
      - {id: black, label: Black}
    reward: {earn: points, amount: 10}
  brands:
    text: Which brands do you wear?
    why: They come first.
    kind: many
    when: member.answers.hair == "red" && !("pink" in member.likes)
    options: [{id: a, label: A}, {id: b, label: B}]
  height: {text: How tall?, why: Lengths., kind: number, min: 100, max: 230, unit: cm}
  daring: {text: How daring?, why: Taste., kind: scale, min: 1, max: 5, lowest: Not, highest: Very}
  wedding: {text: When?, why: In time., kind: date, ask_again: 3 months}
  else: {text: What else?, why: We read it., kind: text, longest: 200}
"""


def text(*changes: tuple[str, str]) -> str:
    found = SMALL + QUESTIONS.replace("  else:", "  more:")
    for old, new in changes:
        assert found.count(old) == 1, old
        found = found.replace(old, new)
    return found


def programme(*changes: tuple[str, str]) -> Programme:
    return load(text(*changes), vocabulary())


def mistakes(*changes: tuple[str, str]) -> list[Mistake]:
    with pytest.raises(ProgrammeMistakes) as wrong:
        programme(*changes)
    return wrong.value.mistakes


def test_questions_are_read_in_their_order() -> None:
    questions = programme().questions
    assert list(questions) == ["hair", "brands", "height", "daring", "wedding", "more"]
    assert (questions["height"].least, questions["height"].most) == (100, 230)
    assert str(questions["wedding"].ask_again) == "3 months"
    assert questions["hair"].options[0].dislikes == ("pink",)


def test_a_programme_needs_no_questions() -> None:
    assert load(SMALL, vocabulary()).questions == {}


MISTAKES = [
    ("kind: date,", "kind: day,", "`kind` must be one of `one`, `many`, `number`, `scale`, `date`, `text`"),
    ("    why: So that colours suit you.\n", "", "`why` is missing; add it to `hair`"),
    ("earn: points, amount: 10}\n  brands", "earn: pionts, amount: 10}\n  brands", "there is no asset `pionts`"),
    ("amount: 10}\n  brands", "amount: 0}\n  brands", "`amount` must be 1 or more"),
    ("id: black", "id: red", "the option `red` exists already, on line"),
    (", {id: b, label: B}", "", "there is only one option to choose; add another one"),
    (
        "    options: [{id: a, label: A}, {id: b, label: B}]\n",
        "",
        "`options` is missing; a question of the kind `many`",
    ),
    ("kind: scale, min: 1, max: 5", "kind: scale, max: 5", "`min` is missing; a question of the kind `scale` needs it"),
    (
        "kind: scale, min: 1, max: 5",
        "kind: scale, min: 1, max: 12",
        "a scale has at most 10 steps; make `max` 11 or less",
    ),
    ("max: 230", "max: 100", "`max` must be more than `min` (100)"),
    ("kind: date,", "kind: date, min: 1,", "only a question of the kind `number` or `scale` has `min`; take it out"),
    ("kind: date,", "kind: date, unit: cm,", "only a question of the kind `number` has `unit`; take it out"),
    ("kind: date,", "kind: date, longest: 5,", "only a question of the kind `text` has `longest`; take it out"),
    ("kind: date,", "kind: date, lowest: x,", "only a question of the kind `scale` has `lowest`; take it out"),
    ("dislikes: [pink]", "dislikes: [pink, red]", "can't like and dislike `red`; take out one of the two"),
    ("likes: [red]", "likes: ['']", "must be a category of goods, of 1 to 100 characters"),
    ("member.answers.hair ==", "member.answers.hiar ==", "member.answers.hiar"),
    (
        "member.answers.hair ==",
        "member.answers.brands != null && member.answers.hair ==",
        "`brands` is not asked before",
    ),
    ("member.answers.hair ==", "member.answers.height > 3 && member.answers.hair ==", "`height` is not asked before"),
    ("member.answers.hair ==", 'activity.kind == "visit" && member.answers.hair ==', "activity.kind"),
    ('member.answers.hair == "red"', "member.answers.hair == 3", "a text cannot be compared with a whole number"),
    ("ask_again: 3 months", "ask_again: later", "`ask_again` must be a count and a unit"),
    ("longest: 200", "longest: 0", "`longest` must be 1 or more"),
    ("  more:", "  more-to-say:", "`more-to-say` is not a valid name"),
    ("{en: Colours, nl: Kleuren}", "{nl: Kleuren}", "the text is missing in `en`"),
]


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES)
def test_a_mistake_is_told_once_at_its_line(old: str, new: str, told: str) -> None:
    [mistake] = mistakes((old, new))
    assert told in mistake.message
    assert mistake.path.startswith("questions.")
    assert mistake.line > len(SMALL.splitlines())


def test_the_kinds_of_activity_that_answering_is_are_not_declared_by_programmes() -> None:
    for kind in ("answer", "answer_withdrawal", "question_skip"):
        with pytest.raises(ProgrammeMistakes, match="is a kind of activity by itself"):
            load(SMALL + f"activities:\n  {kind}: {{name: X, from: [app]}}\n", vocabulary())


ELIGIBLE = "eligible: member.purchases > 0"
PERSONAL = [
    'eligible: member.answers.hair == "red"',
    "eligible: '\"a\" in member.answers.brands'",
    "eligible: member.answers.height > 170 && member.answers.daring < 3",
    'eligible: member.answers.wedding > "2026-01-01" || member.answers.more.contains("x")',
    'eligible: \'"red" in member.likes && !("pink" in member.dislikes)\'',
    "eligible: member.age >= 18 && member.birthday_in_days < 7",
]


@pytest.mark.parametrize("personal", PERSONAL)
def test_conditions_may_ask_for_answers_tastes_and_birthdays(personal: str) -> None:
    assert decides_personally(programme((ELIGIBLE, personal)))


def test_a_programme_decides_personally_only_if_a_condition_beside_the_questions_asks_for_something_personal() -> None:
    assert not decides_personally(programme())
    assert not decides_personally(load(SMALL, vocabulary()))
    assert decides_personally(programme(("when: activity.amount >= 10", "when: member.age >= 18")))


def test_what_an_answer_pays_is_said_in_words() -> None:
    described = programme()
    assert str(question_term(described.questions["hair"], described)) == "10 points for your first answer"
    assert question_term(described.questions["height"], described) is None
