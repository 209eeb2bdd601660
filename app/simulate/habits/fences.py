"""Going into fences and out of them, by whoever lets the app know where they are."""

from collections.abc import Iterator
from datetime import timedelta

from app.engine.activities import Activity, ConsentChange, FenceCrossing
from app.fences.crossings import Crossing
from app.members.consents import ConsentsState, Purpose
from app.programme.model import Programme
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

DWELL = timedelta(minutes=10)


def has_fences(programme: Programme) -> bool:
    """Whether there is a place with a fence around it."""
    return bool(programme.stores)


def walks(life: Life) -> Iterator[Activity]:
    """Into one fence or two, for a moment or longer, and out again. Whoever has not agreed is asked, and stays away."""
    chance, consents = life.chance, ConsentsState.from_document(life.history.document["consents"])
    if not consents.allows(Purpose.LOCATION):
        yield ConsentChange(purpose=Purpose.LOCATION, granted=chance.random() < 0.4, text_version="1")
        return
    for _ in range(chance.choice((1, 1, 2))):
        fence = f"store:{chance.choice(list(life.programme.stores))}"
        yield _crossing(life, fence, Crossing.ENTRY)
        stay = timedelta(minutes=chance.choice((2, 15, 50)))
        if stay > DWELL:
            life.wait(DWELL)
            yield _crossing(life, fence, Crossing.DWELL)
        life.wait(stay)
        if chance.random() < 0.9:  # a phone that is switched off never tells that it left
            yield _crossing(life, fence, Crossing.EXIT)


def _crossing(life: Life, fence: str, crossing: Crossing) -> FenceCrossing:
    return FenceCrossing(fence=fence, crossing=crossing.value, at=life.now)


FENCES = (Habit(walks, 4, (ConsentChange, FenceCrossing), fits=has_fences),)
