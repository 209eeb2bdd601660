"""What answers say about what a member likes."""

from question_examples import question

from app.questions.tastes import Tastes, tastes_of

QUESTIONS = {"drink": question(), "more": question("many"), "size": question("number")}


def test_a_chosen_option_tells_what_is_liked_and_what_is_not() -> None:
    assert tastes_of(QUESTIONS, {"drink": "tea"}) == Tastes(("tea",), ("coffee",))
    assert tastes_of(QUESTIONS, {"drink": "water"}) == Tastes()


def test_several_options_are_taken_together() -> None:
    assert tastes_of(QUESTIONS, {"more": ("coffee", "water")}) == Tastes(("cake", "coffee"), ())


def test_a_dislike_outweighs_a_like() -> None:
    assert tastes_of(QUESTIONS, {"drink": "tea", "more": ("coffee",)}) == Tastes(("cake", "tea"), ("coffee",))


def test_numbers_and_texts_tell_no_tastes() -> None:
    assert tastes_of(QUESTIONS, {"size": 42}) == Tastes()
