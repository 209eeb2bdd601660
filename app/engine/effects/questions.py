"""Effects of questions."""

from dataclasses import dataclass

from app.profile.answers import Answer


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer for the profile."""

    question: str
    answer: Answer
    first: bool
    """Whether the member never answered it before."""


@dataclass(frozen=True, slots=True)
class AnswerTakenBack:
    """The answer is to leave the profile."""

    question: str


@dataclass(frozen=True, slots=True)
class QuestionSkipped:
    """The question is not the next one for a while."""

    question: str
