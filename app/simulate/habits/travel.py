"""Travelling: the same instant is another day, or another hour, elsewhere. And other changes of one's profile."""

from collections.abc import Iterator

from app.engine.activities import Activity, ProfileUpdate
from app.profile.fingerprint import fingerprint
from app.simulate.habits.habit import Habit
from app.simulate.life import Life
from app.simulate.newcomer import REGIONS, ZONES


def travels(life: Life) -> Iterator[Activity]:
    """Far away, or home; to no place at all by mistake."""
    yield ProfileUpdate(zone=life.chance.choice((*ZONES, life.programme.zone, "Europe/Nowhere")))


def tells_more(life: Life) -> Iterator[Activity]:
    """A region, a name, a language; some of it is taken back."""
    told = {"region": life.chance.choice((None, "?", *REGIONS)), "name": life.chance.choice((None, "Anna"))}
    language = life.chance.choice((None, *life.programme.languages))
    yield ProfileUpdate(language=language, person=told, details=fingerprint(life.history.document["wheel_root"], told))


TRAVEL = (
    Habit(travels, 4, (ProfileUpdate,)),
    Habit(tells_more, 1, (ProfileUpdate,)),
)
