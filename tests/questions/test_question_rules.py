"""Which questions are asked, which answers count, and which question is next."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from question_examples import NOON, answers, holds, question, stands

from app.questions.rules import Progress, Standing, next_question, progress, standing, steps_of
from app.questions.state import QuestionsState

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
QUESTIONS = {
    "drink": question(step="Drinks"),
    "milk": question(when="drink=tea"),
    "sugar": question(when="milk=tea", step="Sweets"),
    "size": question("number"),
}


def following(stands: Standing, state: QuestionsState | None = None, days: int = 0) -> str | None:
    return next_question(QUESTIONS, stands, state or QuestionsState(), NOON + timedelta(days=days), AMSTERDAM)


def test_questions_come_one_at_a_time_in_the_order_of_the_programme() -> None:
    assert following(stands(QUESTIONS)) == "drink"
    assert following(stands(QUESTIONS, drink="water")) == "size"
    assert following(stands(QUESTIONS, drink="water", size=3)) is None


def test_an_answer_decides_what_is_asked_next() -> None:
    assert stands(QUESTIONS).asked == ("drink", "size")
    assert following(stands(QUESTIONS, drink="tea")) == "milk"
    assert stands(QUESTIONS, drink="tea", milk="tea").asked == ("drink", "milk", "sugar", "size")


def test_an_answer_counts_only_while_its_question_is_asked() -> None:
    without = stands(QUESTIONS, drink="coffee", milk="tea", sugar="tea", size=3)
    assert without.counting == {"drink": "coffee", "size": 3}
    assert without.asked == ("drink", "size")
    again = stands(QUESTIONS, drink="tea", milk="tea", sugar="tea", size=3)
    assert list(again.counting) == ["drink", "milk", "sugar", "size"]


def test_an_answer_that_no_longer_fits_does_not_count_and_is_asked_for_again() -> None:
    assert stands(QUESTIONS, drink="milk").counting == {}
    assert following(stands(QUESTIONS, drink="milk")) == "drink"


def test_an_answer_to_a_question_that_is_no_more_counts_for_nothing() -> None:
    assert stands(QUESTIONS, gone="tea").counting == {}


def test_what_was_put_off_comes_again_after_a_while_and_keeps_no_other_waiting() -> None:
    state = QuestionsState().after_putting_off("drink", NOON)
    assert following(stands(QUESTIONS), state) == "size"
    assert following(stands(QUESTIONS), state, days=29) == "size"
    assert following(stands(QUESTIONS), state, days=30) == "drink"
    assert following(stands(QUESTIONS, size=1), state) is None


def test_an_answer_ends_the_putting_off_and_keeps_when_the_first_one_was() -> None:
    skipped = QuestionsState().after_putting_off("drink", NOON)
    answered = skipped.after_answer("drink", NOON).after_answer("drink", NOON + timedelta(days=1))
    assert answered == QuestionsState(first={"drink": NOON})
    assert QuestionsState.from_document(answered.to_document()) == answered
    assert QuestionsState.from_document({}) == QuestionsState()


def test_progress_is_of_the_questions_that_the_member_is_asked() -> None:
    assert progress(stands(QUESTIONS)) == Progress(0, 2)
    assert progress(stands(QUESTIONS, drink="tea", size=4)) == Progress(2, 3)
    assert progress(stands(QUESTIONS, drink="coffee", milk="tea")) == Progress(1, 2)


def test_steps_begin_where_a_question_names_one() -> None:
    first, second = steps_of(QUESTIONS)
    assert (first, second) == (("drink", "milk"), ("sugar", "size"))
    assert progress(stands(QUESTIONS, drink="tea"), first) == Progress(1, 2)
    assert steps_of({"early": question(), **QUESTIONS}) == (first, second)
    assert steps_of({"drink": question()}) == ()


VALUES = st.sampled_from(["tea", "coffee", "water", "gone", 3, ("tea",)])


@given(st.dictionaries(st.sampled_from([*QUESTIONS, "other"]), VALUES))
def test_what_counts_is_asked_and_answered_and_the_next_question_is_neither_answered_nor_unasked(
    given_answers: dict[str, str | int | tuple[str, ...]],
) -> None:
    found = standing(QUESTIONS, answers(**given_answers), holds)
    assert set(found.counting) <= set(found.asked) & set(given_answers)
    assert list(found.asked) == [name for name in QUESTIONS if name in found.asked]
    following_one = following(found)
    assert following_one is None or following_one in set(found.asked) - set(found.counting)
    assert (following_one is None) == (set(found.asked) == set(found.counting))
    far = progress(found)
    assert 0 <= far.answered <= far.of <= len(QUESTIONS)
