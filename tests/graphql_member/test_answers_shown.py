"""How an answer is shown, also one that was given under an earlier version of the programme."""

import pytest
from member_world import PROGRAMME

from app.profile.answers import Value
from app.programme.load import load
from app.programme.vocabulary import vocabulary
from graphql_schema.answers import answer_shown
from graphql_schema.outcome import Words

QUESTIONS = """
questions:
  drink: {text: Drink?, why: X., kind: many, options: [{id: tea, label: Tea}, {id: milk, label: Milk}]}
  height: {text: Height?, why: X., kind: number, unit: cm}
  wedding: {text: Wedding?, why: X., kind: date}
"""


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("drink", ("tea", "milk"), "Tea, Milk"),
        ("drink", ("tea", "cocoa"), "Tea, cocoa"),
        ("drink", "tea", "Tea"),
        ("drink", "a text", "a text"),
        ("drink", 3, "3"),
        ("height", 180, "180 cm"),
        ("height", "tall", "tall"),
        ("wedding", "2027-06-05", "2027-06-05"),
        ("wedding", "soon", "soon"),
        ("wedding", ("tea",), "tea"),
        ("gone", "anything", "anything"),
        ("gone", ("a", "b"), "a, b"),
        ("gone", 7, "7"),
    ],
)
def test_an_answer_is_shown_in_words_whatever_became_of_its_question(question: str, value: Value, words: str) -> None:
    shown = answer_shown(Words(load(PROGRAMME + QUESTIONS, vocabulary()), "en"), question, value)
    assert shown.words == words
    assert (shown.day is not None) == (words == "2027-06-05")
    assert (shown.number is not None) == isinstance(value, int)
