"""Questions of every kind, and answers to them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.profile.answers import Answer, Value
from app.programme.model import Question
from app.questions.rules import Standing, standing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DRINKS: list[dict[str, Any]] = [
    {"id": "tea", "label": "Tea", "likes": ["tea"], "dislikes": ["coffee"]},
    {"id": "coffee", "label": "Coffee", "likes": ["coffee", "cake"]},
    {"id": "water", "label": "Water"},
]


def question(kind: str = "one", **fields: Any) -> Question:
    """A question of this kind; one with options asks for a drink unless they are given."""
    if kind in ("one", "many"):
        fields = {"options": DRINKS, **fields}
    return Question.model_validate({"text": "What?", "why": "Because.", "kind": kind, **fields})


def answers(**values: Value) -> dict[str, Answer]:
    return {name: Answer(value, NOON) for name, value in values.items()}


def holds(source: str, counting: Mapping[str, Value]) -> bool:
    """A condition `drink=tea` holds while that answer counts; `never` does not."""
    name, _, value = source.partition("=")
    return counting.get(name) == value


def stands(questions: Mapping[str, Question], **values: Value) -> Standing:
    return standing(questions, answers(**values), holds)
