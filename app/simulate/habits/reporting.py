"""Doing what the programme declares itself."""

from collections.abc import Iterator

from app.engine.activities import Activity, Reported
from app.programme.model import FieldType, Programme, Reporter
from app.simulate.habits.habit import Habit
from app.simulate.habits.shopping import said_at
from app.simulate.life import Life


def declares(programme: Programme) -> bool:
    """Whether the programme has activities of its own."""
    return bool(_kinds(programme))


def reports(life: Life) -> Iterator[Activity]:
    """One thing, or a few times the same: with some of its fields, rarely a wrong one, or by the wrong reporter."""
    chance = life.chance
    kind = chance.choice(_kinds(life.programme))
    for _ in range(chance.choice((1, 1, 1, 4))):
        yield _reported(life, kind)


def _reported(life: Life, kind: str) -> Reported:
    chance = life.chance
    declared = life.programme.activities[kind]
    fields = {name: _value(life, of) for name, of in declared.fields.items() if chance.random() < 0.8}
    if chance.random() < 0.01:
        fields["unheard_of"] = "1"
    reporter = chance.choice(declared.reporters if chance.random() < 0.97 else tuple(Reporter))
    at = said_at(life) if reporter is Reporter.PARTNER else None
    return Reported(kind=kind, reporter=reporter, fields=fields, at=at)


def _kinds(programme: Programme) -> list[str]:
    return [kind for kind in programme.activities if kind != "visit"]


def _value(life: Life, kind: FieldType) -> str:
    if life.chance.random() < 0.01:
        return ""
    if kind is FieldType.STRING:
        return life.chance.choice(life.world.words)
    if kind is FieldType.BOOL:
        return life.chance.choice(("true", "false"))
    return str(life.chance.randint(-2, 12))


REPORTING = (Habit(reports, 12, (Reported,), fits=declares),)
