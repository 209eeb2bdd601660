"""What members do about streaks, and the days on which they keep one."""

from collections.abc import Iterator
from datetime import timedelta

from app.engine.activities import Activity, StreakFreeze, StreakPause, StreakRestore, Visit
from app.programme.model import Programme
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

LONGEST_DAYS = 40


def has_streaks(programme: Programme) -> bool:
    """Whether there is a streak to keep."""
    return bool(programme.streaks)


def keeps_up(life: Life) -> Iterator[Activity]:
    """Comes by day after day for a while, now and then with a day left out."""
    for _ in range(life.chance.randint(2, 12)):
        yield Visit(store=life.chance.choice(life.world.words))
        life.wait(timedelta(hours=life.chance.choice((20, 24, 24, 26, 50))))


def buys_freeze(life: Life) -> Iterator[Activity]:
    """Whether or not one more can be held."""
    yield StreakFreeze(streak=_streak(life))


def pauses(life: Life) -> Iterator[Activity]:
    """Some days from tomorrow on; sometimes in the past, too long, or once more."""
    first = life.now.date() + timedelta(days=life.chance.randint(-1, 10))
    last = first + timedelta(days=life.chance.randint(-1, LONGEST_DAYS))
    yield StreakPause(streak=_streak(life), first=first, last=last)


def restores(life: Life) -> Iterator[Activity]:
    """Whether or not it is broken."""
    yield StreakRestore(streak=_streak(life))


def _streak(life: Life) -> str:
    return "no-such-streak" if life.chance.random() < 0.01 else life.chance.choice(list(life.programme.streaks))


STREAKS = (
    Habit(keeps_up, 2, (Visit,), fits=has_streaks),
    Habit(buys_freeze, 2, (StreakFreeze,), fits=has_streaks),
    Habit(pauses, 2, (StreakPause,), fits=has_streaks),
    Habit(restores, 2, (StreakRestore,), fits=has_streaks),
)
