"""Giving to causes."""

from collections.abc import Iterator

from app.engine.activities import Activity, CauseChoice, Donation
from app.engine.state import state_from
from app.programme.model import Programme
from app.simulate.habits.habit import Habit
from app.simulate.life import Life


def has_causes(programme: Programme) -> bool:
    """Whether there is a cause to give to."""
    return bool(programme.causes)


def gives(life: Life) -> Iterator[Activity]:
    """A part of what there is, sometimes more than there is, and sometimes what the cause does not take."""
    chance = life.chance
    asset = chance.choice(list(life.programme.assets))
    holds = max(state_from(life.history.document).holding(asset).available, 0)
    yield Donation(cause=_cause(life), asset=asset, amount=chance.randint(0, holds + holds // 10 + 1))


def chooses(life: Life) -> Iterator[Activity]:
    """The cause that purchases share with from now on, or none."""
    yield CauseChoice(cause=None if life.chance.random() < 0.2 else _cause(life))


def _cause(life: Life) -> str:
    return "no-such-cause" if life.chance.random() < 0.01 else life.chance.choice(list(life.programme.causes))


CAUSES = (
    Habit(gives, 6, (Donation,), fits=has_causes),
    Habit(chooses, 2, (CauseChoice,), fits=has_causes),
)
