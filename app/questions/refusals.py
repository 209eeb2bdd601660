"""Why an answer can be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.errors import Refusal
from app.programme.model import QuestionKind
from app.words import Fact, Said, say


@dataclass(eq=False)
class UnknownQuestion(Refusal):
    """The programme has no such question."""

    code: ClassVar[str] = "UNKNOWN_QUESTION"
    remedy: ClassVar[str] = "Read the questions anew: the programme has changed."
    words: ClassVar[str] = "There is no question {question}."
    question: str


@dataclass(eq=False)
class NotAsked(Refusal):
    """The question is asked only of members for whom its condition holds."""

    code: ClassVar[str] = "NOT_ASKED"
    remedy: ClassVar[str] = "Read the questions anew: an answer has changed which are asked."
    words: ClassVar[str] = "The question {question} is asked only while this holds: {condition}."
    question: str
    condition: Said
    """In plain words."""


@dataclass(eq=False)
class WrongAnswer(Refusal):
    """Not an answer to this question. Its facts are those that matter for the kind of question."""

    code: ClassVar[str] = "WRONG_ANSWER"
    remedy: ClassVar[str] = "Ask again within what the facts allow."
    words: ClassVar[str] = "The answer to the question {question} must be {wanted}."
    question: str
    kind: QuestionKind
    allowed: tuple[str, ...] | None = None
    """The options to choose from."""
    least: int | None = None
    most: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    longest: int | None = None
    """How many characters a text has at most."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        number = say("a whole number from {least} to {most}", least=self.least, most=self.most)
        wanted = {
            QuestionKind.ONE: say("one of these options: {allowed}", allowed=self.allowed),
            QuestionKind.MANY: say("one or more of these options: {allowed}", allowed=self.allowed),
            QuestionKind.NUMBER: number,
            QuestionKind.SCALE: number,
            QuestionKind.DATE: say("a date from {first} to {last}", first=self.first_day, last=self.last_day),
            QuestionKind.TEXT: say("a text of 1 to {longest} characters", longest=self.longest),
        }
        return {"wanted": wanted[self.kind]}


@dataclass(eq=False)
class NotAnswered(Refusal):
    """There is no answer that could be taken back."""

    code: ClassVar[str] = "NOT_ANSWERED"
    remedy: ClassVar[str] = "Nothing is left to do."
    words: ClassVar[str] = "The question {question} has no answer that could be taken back."
    question: str


@dataclass(eq=False)
class AlreadyAnswered(Refusal):
    """An answered question can't be skipped."""

    code: ClassVar[str] = "ALREADY_ANSWERED"
    remedy: ClassVar[str] = "Take the answer back in its place, or leave it."
    words: ClassVar[str] = "The question {question} is answered already; take the answer back instead."
    question: str
