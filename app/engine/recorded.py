"""Recorded activities, read back: what a caller once said, as an activity again."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.engine.activities import Activity, Item, Reported
from app.engine.decide import DECISIONS
from app.mascot.round import Catch
from app.members.consents import Purpose
from app.places.position import Position
from app.programme.model import Reporter
from app.questions.given import Given
from app.storage.client import Row

KINDS: Mapping[str, type[Activity]] = {kind.kind: kind for kind in DECISIONS if kind is not Reported}

READ: Mapping[str, Callable[[Any], Any]] = {
    "catches": lambda catches: tuple(Catch(*catch) for catch in catches),
    "first": date.fromisoformat,
    "items": lambda items: tuple(Item(**item) for item in items),
    "last": date.fromisoformat,
    "purpose": Purpose,
    "reporter": Reporter,
    "seller": Reporter,
}
"""Fields that are not stored as they are said."""

NOWHERE = Position(0.0, 0.0)
"""In the Gulf of Guinea: it stands for a position that was told, and not kept."""
UNSAID: Mapping[str, Mapping[str, Any]] = {
    "answer": {"given": Given()},
    "check_in": {"near": NOWHERE},
    "round_finish": {"catches": ()},
}
"""What is not stored, or not where nothing was said, and has no default."""


def activity_of(row: Row) -> Activity:
    """The activity in a row of `activities`, with all that is stored of it: neither positions nor personal details."""
    kind = row["kind"]
    said = {name: READ[name](value) if name in READ else value for name, value in row["said"].items()}
    if kind not in KINDS:
        return Reported(kind=kind, **said)
    return KINDS[kind](**{**UNSAID.get(kind, {}), **said})
