"""Which questions a member is asked, which answers count, and which question is next. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from app.profile.answers import Answers, Value
from app.programme.model import Question
from app.questions.fitting import fits
from app.questions.state import QuestionsState

Questions = Mapping[str, Question]
Holds = Callable[[str, Mapping[str, Value]], bool]
"""Says whether a condition is true of the member, of whose answers these count."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands with the questions."""

    asked: tuple[str, ...] = ()
    """The questions whose condition holds, in order, answered or not."""
    counting: Mapping[str, Value] = field(default_factory=dict)
    """The answers to those, as far as they fit the questions as they are now."""


def standing(questions: Questions, answers: Answers, holds: Holds) -> Standing:
    """Goes through the questions in order: each condition is asked with the answers that count before it.

    So an answer stops counting when its question is no longer asked, and with it all that was only asked because of it;
    none of them is forgotten, and they count again when the condition holds again.
    """
    asked: list[str] = []
    counting: dict[str, Value] = {}
    for name, question in questions.items():
        if question.when is not None and not holds(question.when, counting):
            continue
        asked.append(name)
        answer = answers.get(name)
        if answer is not None and fits(question, answer.value):
            counting[name] = answer.value
    return Standing(tuple(asked), counting)


def next_question(
    questions: Questions, stands: Standing, state: QuestionsState, now: datetime, zone: ZoneInfo
) -> str | None:
    """The first question that has no answer and was not put off lately; None when there is none."""
    unanswered = (name for name in stands.asked if name not in stands.counting)
    return next((name for name in unanswered if not _rests(questions[name], state.put_off.get(name), now, zone)), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many questions are answered."""

    answered: int
    of: int


def progress(stands: Standing, among: tuple[str, ...] | None = None) -> Progress:
    """How far the member is with all questions that they are asked, or with those among these."""
    asked = [name for name in stands.asked if among is None or name in among]
    return Progress(sum(name in stands.counting for name in asked), len(asked))


def steps_of(questions: Questions) -> tuple[tuple[str, ...], ...]:
    """The questions by step; those before the first step are left out."""
    steps: list[list[str]] = []
    for name, question in questions.items():
        if question.step is not None:
            steps.append([])
        if steps:
            steps[-1].append(name)
    return tuple(tuple(step) for step in steps)


def _rests(question: Question, since: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    return since is not None and now < question.ask_again.after(since, zone)
