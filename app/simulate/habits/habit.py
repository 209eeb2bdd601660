"""A habit: something that members do again and again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.engine.activities import Activity
from app.programme.model import Programme
from app.simulate.life import Life


def always(programme: Programme) -> bool:
    """There is something to do in every programme."""
    return True


@dataclass(frozen=True, slots=True)
class Habit:
    """What a member with it does, and how often.

    `live` gives one activity after another and may let time pass between them; each is done before it goes on. It has
    no other chance than the life's own. Members also ask for what they will be refused: mistakes are a part of life.
    """

    live: Callable[[Life], Iterator[Activity]]
    per_year: float
    """How often a member of keenness 1 does it."""
    does: tuple[type[Activity], ...]
    """The kinds of activity that it is made of."""
    fits: Callable[[Programme], bool] = always
    """Whether the programme has anything of the kind. Where it has not, nobody even tries."""
