"""Being asked about oneself."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.engine.activities import Activity, Answering, AnswerWithdrawal, QuestionSkip
from app.profile.fingerprint import fingerprint
from app.programme.model import Programme, Question, QuestionKind
from app.questions.fitting import bounds
from app.questions.given import Given
from app.simulate.habits.habit import Habit
from app.simulate.life import Life


def has_questions(programme: Programme) -> bool:
    """Whether anything is asked."""
    return bool(programme.questions)


def answers(life: Life) -> Iterator[Activity]:
    """One question or a few, whether or not they are asked now, at times with what is no answer."""
    for _ in range(life.chance.randint(1, 4)):
        question = _question(life)
        asked = life.programme.questions.get(question)
        given = _given(life, asked) if asked and life.chance.random() < 0.95 else Given(text="")
        details = fingerprint(life.history.document["wheel_root"], given.details)
        yield Answering(question=question, given=given, details=details)


def takes_back(life: Life) -> Iterator[Activity]:
    """An answer, or one that was never given."""
    yield AnswerWithdrawal(question=_question(life))


def skips(life: Life) -> Iterator[Activity]:
    """A question for now."""
    yield QuestionSkip(question=_question(life))


def _question(life: Life) -> str:
    return "no-such-question" if life.chance.random() < 0.01 else life.chance.choice(list(life.programme.questions))


def _given(life: Life, question: Question) -> Given:
    chance, options = life.chance, [option.id for option in question.options]
    match question.kind:
        case QuestionKind.ONE:
            return Given(option=chance.choice(options))
        case QuestionKind.MANY:
            return Given(options=tuple(chance.sample(options, chance.randint(1, len(options)))))
        case QuestionKind.NUMBER | QuestionKind.SCALE:
            return Given(number=chance.randint(*bounds(question)))
        case QuestionKind.DATE:
            return Given(day=date(1950, 1, 1) + timedelta(days=chance.randint(0, 30_000)))
        case QuestionKind.TEXT:
            return Given(text=chance.choice(life.world.words))


QUESTIONS = (
    Habit(answers, 6, (Answering,), fits=has_questions),
    Habit(takes_back, 1, (AnswerWithdrawal,), fits=has_questions),
    Habit(skips, 2, (QuestionSkip,), fits=has_questions),
)
