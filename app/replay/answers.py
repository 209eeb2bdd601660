"""Answers as they may have been given: none is kept with its activity."""

from datetime import date

from app.profile.answers import Answers, Value
from app.programme.model import Question, QuestionKind
from app.questions.fitting import bounds, fits
from app.questions.given import Given


def given_then(name: str, question: Question, answers: Answers) -> Given:
    """The answer that the profile has now; where it has none that fits, any that does."""
    kept = answers.get(name)
    return _given(question, kept.value if kept and fits(question, kept.value) else _any(question))


def _any(question: Question) -> Value:
    match question.kind:
        case QuestionKind.ONE:
            return question.options[0].id
        case QuestionKind.MANY:
            return (question.options[0].id,)
        case QuestionKind.NUMBER | QuestionKind.SCALE:
            return bounds(question)[0]
        case QuestionKind.DATE:
            return "2000-01-01"
        case QuestionKind.TEXT:
            return "-"


def _given(question: Question, value: Value) -> Given:
    match question.kind:
        case QuestionKind.ONE:
            return Given(option=str(value))
        case QuestionKind.MANY:
            return Given(options=value if isinstance(value, tuple) else None)
        case QuestionKind.NUMBER | QuestionKind.SCALE:
            return Given(number=value if isinstance(value, int) else None)
        case QuestionKind.DATE:
            return Given(day=date.fromisoformat(str(value)))
        case QuestionKind.TEXT:
            return Given(text=str(value))
