"""What answering led to. An outcome names the question, and never the answer."""

from collections.abc import Callable
from typing import Any

import strawberry

from graphql_schema.outcome import Outcome, Stored, Words


@strawberry.type(description="A question was answered, or its answer changed.")
class QuestionAnswered(Outcome):
    """A question was answered."""

    question: str = strawberry.field(description="The question's id in the programme.")
    first: bool = strawberry.field(description="Whether it was the first answer to it ever: only that one is paid for.")


@strawberry.type(description="An answer was taken back: it is kept no longer.")
class AnswerTakenBack(Outcome):
    """An answer was taken back."""

    question: str = strawberry.field(description="The question's id in the programme.")


@strawberry.type(description="A question was skipped: it is not the next one for a while.")
class QuestionSkipped(Outcome):
    """A question was skipped."""

    question: str = strawberry.field(description="The question's id in the programme.")


def _answered(outcome: Stored, words: Words) -> QuestionAnswered:
    question, first = outcome["question"], outcome["first"]
    asked = words.question(question)
    again = words.say("Answered anew: {question}", question=asked)
    message = words.say("Answered: {question}", question=asked) if first else again
    return QuestionAnswered(message=message, question=question, first=first)


def _taken_back(outcome: Stored, words: Words) -> AnswerTakenBack:
    question = outcome["question"]
    message = words.say("Your answer is forgotten: {question}", question=words.question(question))
    return AnswerTakenBack(message=message, question=question)


def _skipped(outcome: Stored, words: Words) -> QuestionSkipped:
    question = outcome["question"]
    message = words.say("Skipped for now: {question}", question=words.question(question))
    return QuestionSkipped(message=message, question=question)


QUESTION_OUTCOME_TYPES: list[type[Any]] = [QuestionAnswered, AnswerTakenBack, QuestionSkipped]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_QUESTIONS: dict[str, Callable[[Stored, Words], Outcome]] = {
    "answered": _answered,
    "answer_taken_back": _taken_back,
    "question_skipped": _skipped,
}
"""How each stored outcome is shown."""
