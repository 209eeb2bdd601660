"""Which answers a question takes, and what a refusal says about the others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from question_examples import NOON, question

from app.profile.answers import Answer, Value, answer_document, answers_from
from app.programme.model import Question
from app.questions.fitting import fits, value_of
from app.questions.given import Given
from app.questions.refusals import WrongAnswer

SCALE = question("scale", min=1, max=5)
HEIGHT = question("number", min=100, max=230)
ANY_NUMBER = question("number")
SHORT = question("text", longest=5)

TAKEN = [
    (question(), Given(option="tea"), "tea"),
    (question("many"), Given(options=("water", "tea", "water")), ("tea", "water")),
    (SCALE, Given(number=1), 1),
    (SCALE, Given(number=5), 5),
    (HEIGHT, Given(number=230), 230),
    (ANY_NUMBER, Given(number=-1_000_000_000), -1_000_000_000),
    (question("date"), Given(day=date(1900, 1, 1)), "1900-01-01"),
    (question("date"), Given(day=date(2099, 12, 31)), "2099-12-31"),
    (SHORT, Given(text=" abc "), " abc "),
    (question("text"), Given(text="x" * 500), "x" * 500),
]
REFUSED = [
    (question(), Given(option="milk"), "one of these options: tea, coffee, water"),
    (question(), Given(options=("tea",)), "one of these options"),
    (question(), Given(text="tea"), "one of these options"),
    (question("many"), Given(options=()), "one or more of these options: tea, coffee, water"),
    (question("many"), Given(options=("tea", "milk")), "one or more"),
    (question("many"), Given(option="tea"), "one or more"),
    (SCALE, Given(number=0), "a whole number from 1 to 5"),
    (SCALE, Given(number=6), "a whole number from 1 to 5"),
    (HEIGHT, Given(text="180"), "a whole number from 100 to 230"),
    (ANY_NUMBER, Given(number=1_000_000_001), "a whole number from -1,000,000,000 to 1,000,000,000"),
    (question("date"), Given(day=date(1899, 12, 31)), "a date from January 1, 1900 to December 31, 2099"),
    (question("date"), Given(day=date(2100, 1, 1)), "a date from"),
    (question("date"), Given(text="2000-01-01"), "a date from"),
    (SHORT, Given(text="abcdef"), "a text of 1 to 5 characters"),
    (SHORT, Given(text="  "), "a text of 1 to 5 characters"),
    (SHORT, Given(), "a text of 1 to 5 characters"),
]


@pytest.mark.parametrize(("asked", "said", "value"), TAKEN)
def test_an_answer_that_fits_is_taken(asked: Question, said: Given, value: Value) -> None:
    assert value_of("q", asked, said) == value
    assert fits(asked, value)


@pytest.mark.parametrize(("asked", "said", "wanted"), REFUSED)
def test_any_other_is_refused_with_what_would_fit(asked: Question, said: Given, wanted: str) -> None:
    with pytest.raises(WrongAnswer) as refused:
        value_of("q", asked, said)
    assert str(refused.value).startswith("The answer to the question q must be ")
    assert wanted in str(refused.value)
    assert refused.value.field == ("answer",)


KINDS = st.sampled_from([asked for asked, _, _ in TAKEN])
GIVEN = st.sampled_from([said for _, said, _ in [*TAKEN, *REFUSED]])


@given(KINDS, GIVEN)
def test_whatever_is_taken_fits_and_is_the_same_when_it_is_read_again(asked: Question, said: Given) -> None:
    try:
        value = value_of("q", asked, said)
    except WrongAnswer:
        return
    assert fits(asked, value)
    answer = Answer(value, NOON)
    assert answers_from({"q": answer_document(answer)}) == {"q": answer}


@pytest.mark.parametrize(
    ("value", "asked"), [("tea", SCALE), (3, question()), (("tea",), SHORT), ("x", question("date"))]
)
def test_an_answer_of_another_kind_does_not_fit(value: Value, asked: Question) -> None:
    assert not fits(asked, value)


def test_an_answer_is_never_written_where_it_is_only_named() -> None:
    assert "secret" not in repr(Answer("secret", NOON))
