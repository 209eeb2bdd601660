"""What members tell when they are asked."""

from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.activities.activity import Activity
from app.questions.given import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering(Activity):
    """Answered a question about themself, for the first time or anew."""

    kind: ClassVar[str] = "answer"
    question: str
    given: Given = field(repr=False, metadata={"kept": False})
    """The answer, which goes to the profile alone: see `said`."""
    details: str
    """Its keyed fingerprint, which stands for it in the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawal(Activity):
    """Took an answer back."""

    kind: ClassVar[str] = "answer_withdrawal"
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSkip(Activity):
    """Skipped a question for now."""

    kind: ClassVar[str] = "question_skip"
    question: str
