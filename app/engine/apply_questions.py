"""How the effects of questions are written into a member's books. No outcome holds an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import Answered, AnswerTakenBack, Outcome, QuestionSkipped


def _answered(books: Books, effect: Answered, at: datetime) -> Outcome:
    books.answers[effect.question] = effect.answer
    books.state = replace(books.state, questions=books.state.questions.after_answer(effect.question, at))
    return {"type": "answered", "question": effect.question, "first": effect.first}


def _taken_back(books: Books, effect: AnswerTakenBack, at: datetime) -> Outcome:
    books.answers[effect.question] = None
    _put_off(books, effect.question, at)
    return {"type": "answer_taken_back", "question": effect.question}


def _skipped(books: Books, effect: QuestionSkipped, at: datetime) -> Outcome:
    _put_off(books, effect.question, at)
    return {"type": "question_skipped", "question": effect.question}


def _put_off(books: Books, question: str, at: datetime) -> None:
    books.state = replace(books.state, questions=books.state.questions.after_putting_off(question, at))


APPLY_QUESTIONS: dict[type, Callable[[Books, Any, datetime], Outcome]] = {
    Answered: _answered,
    AnswerTakenBack: _taken_back,
    QuestionSkipped: _skipped,
}
"""How each of these effects is written."""
