"""Checking in at stores."""

from collections.abc import Iterator

from app.engine.activities import Activity, CheckIn
from app.places.position import Position
from app.programme.model import Programme
from app.simulate.habits.habit import Habit
from app.simulate.life import Life


def has_check_ins(programme: Programme) -> bool:
    """Whether there is a store to check in at."""
    return programme.check_ins is not None and bool(programme.stores)


def checks_in(life: Life) -> Iterator[Activity]:
    """At one store or two on the same walk, rarely from far away."""
    stores = list(life.programme.stores)
    for _ in range(life.chance.randint(1, 3)):
        store = life.chance.choice(stores)
        fence = life.programme.stores[store].fence
        away = 1 if life.chance.random() < 0.02 else 0
        near = Position(float(fence.latitude) + away, float(fence.longitude))
        yield CheckIn(store=store if life.chance.random() < 0.99 else "no-such-store", near=near)


PLACES = (Habit(checks_in, 12, (CheckIn,), fits=has_check_ins),)
