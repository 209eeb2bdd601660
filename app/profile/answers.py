"""Answers to the programme's questions, as kept in the profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Value = str | int | tuple[str, ...]
"""An option's id, several of them, a whole number, or a text; dates are ISO 8601 text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member answered, and when they did so last."""

    value: Value = field(repr=False)
    at: datetime


Answers = Mapping[str, Answer]
"""Answers by question."""


def answer_document(answer: Answer) -> dict[str, Any]:
    """The answer as stored."""
    return {"value": list(answer.value) if isinstance(answer.value, tuple) else answer.value, "at": answer.at}


def answers_from(document: Mapping[str, Any]) -> Answers:
    """Read answers as stored."""
    return {question: Answer(_value(kept["value"]), kept["at"]) for question, kept in document.items()}


def _value(kept: Any) -> Value:
    value: Value = tuple(kept) if isinstance(kept, list) else kept
    return value
