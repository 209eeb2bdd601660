"""Saying what one's data may be used for, asking what there is, and leaving for good."""

from collections.abc import Iterator

from app.engine.activities import Activity, ConsentChange, Erasure, ExportRequest
from app.members.consents import Purpose
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

AUTHOR = "staff:sam"


def says(life: Life) -> Iterator[Activity]:
    """Yes or no to a purpose, to profiling more than to any other: it decides. Rarely of a text without a name."""
    version = "" if life.chance.random() < 0.02 else life.chance.choice(("1", "2"))
    purpose = Purpose.PROFILING if life.chance.random() < 0.5 else life.chance.choice(list(Purpose))
    granted = life.chance.random() < 0.7
    yield ConsentChange(purpose=purpose, granted=granted, text_version=version)


def asks(life: Life) -> Iterator[Activity]:
    """For everything that is known of them."""
    yield ExportRequest()


def leaves(life: Life) -> Iterator[Activity]:
    """Is erased, most often without a word; staff need a reason."""
    author = life.chance.choice((None, None, AUTHOR))
    yield Erasure(author=author, reason=life.chance.choice(("", "asked by letter")) if author else None)


PRIVACY = (
    Habit(says, 4, (ConsentChange,)),
    Habit(asks, 0.3, (ExportRequest,)),
    Habit(leaves, 0.1, (Erasure,)),
)
