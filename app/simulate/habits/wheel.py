"""Spinning wheels."""

from collections.abc import Iterator

from app.engine.activities import Activity, SeedRotation, Spin
from app.programme.model import Programme
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

MOST_AT_ONCE = 3


def has_wheels(programme: Programme) -> bool:
    """Whether there is a wheel to spin."""
    return bool(programme.wheels)


def spins(life: Life) -> Iterator[Activity]:
    """A few times in a row, whether or not there are spins left."""
    wheel = _wheel(life)
    for _ in range(life.chance.randint(1, MOST_AT_ONCE)):
        client_seed = life.chance.choice(("lucky", "7", "not:allowed")) if life.chance.random() < 0.03 else None
        yield Spin(wheel=wheel, client_seed=client_seed)


def looks_behind(life: Life) -> Iterator[Activity]:
    """Asks for the seed of the spins so far."""
    yield SeedRotation(wheel=_wheel(life), client_seed=life.chance.choice((None, "mine")))


def _wheel(life: Life) -> str:
    return "no-such-wheel" if life.chance.random() < 0.01 else life.chance.choice(list(life.programme.wheels))


WHEEL = (
    Habit(spins, 15, (Spin,), fits=has_wheels),
    Habit(looks_behind, 0.5, (SeedRotation,), fits=has_wheels),
)
