"""Which answers fit a question."""

from datetime import date

from app.profile.answers import Value
from app.programme.model import LARGEST_ANSWER, LONGEST_ANSWER, Question, QuestionKind
from app.questions.given import Given
from app.questions.refusals import WrongAnswer

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)


def value_of(name: str, question: Question, given: Given) -> Value:
    """What is kept of an answer to the question of this name. Raises WrongAnswer."""
    value = _taken(question, given)
    if value is None or not fits(question, value):
        raise _wrong(name, question).about("answer")
    return value


def fits(question: Question, value: Value) -> bool:
    """Whether a value answers the question as it is asked now: it may have been another one when it was answered."""
    match question.kind:
        case QuestionKind.ONE:
            return value in _options(question)
        case QuestionKind.MANY:
            return isinstance(value, tuple) and bool(value) and set(value) <= set(_options(question))
        case QuestionKind.NUMBER | QuestionKind.SCALE:
            least, most = bounds(question)
            return isinstance(value, int) and least <= value <= most
        case QuestionKind.DATE:
            day = _day(value)
            return day is not None and FIRST_DAY <= day <= LAST_DAY
        case QuestionKind.TEXT:
            return isinstance(value, str) and 1 <= len(value.strip()) <= len(value) <= longest(question)


def bounds(question: Question) -> tuple[int, int]:
    """The smallest and the largest number that is an answer."""
    least = -LARGEST_ANSWER if question.least is None else question.least
    return least, LARGEST_ANSWER if question.most is None else question.most


def longest(question: Question) -> int:
    """How many characters a text has at most."""
    return question.longest or LONGEST_ANSWER


def _taken(question: Question, given: Given) -> Value | None:
    """The part of what was given that can answer a question of this kind."""
    match question.kind:
        case QuestionKind.ONE:
            return given.option
        case QuestionKind.MANY:
            return _in_order(question, given.options) if given.options else None
        case QuestionKind.NUMBER | QuestionKind.SCALE:
            return given.number
        case QuestionKind.DATE:
            return given.day.isoformat() if given.day else None
        case QuestionKind.TEXT:
            return given.text


def _in_order(question: Question, chosen: tuple[str, ...]) -> tuple[str, ...] | None:
    """Chosen options once each, in the order of the question; None when one of them is none of its options."""
    if not set(chosen) <= set(_options(question)):
        return None
    return tuple(option for option in _options(question) if option in chosen)


def _wrong(name: str, question: Question) -> WrongAnswer:
    match question.kind:
        case QuestionKind.ONE | QuestionKind.MANY:
            return WrongAnswer(name, question.kind, allowed=_options(question))
        case QuestionKind.NUMBER | QuestionKind.SCALE:
            least, most = bounds(question)
            return WrongAnswer(name, question.kind, least=least, most=most)
        case QuestionKind.DATE:
            return WrongAnswer(name, question.kind, first_day=FIRST_DAY, last_day=LAST_DAY)
        case QuestionKind.TEXT:
            return WrongAnswer(name, question.kind, longest=longest(question))


def _options(question: Question) -> tuple[str, ...]:
    return tuple(option.id for option in question.options)


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
