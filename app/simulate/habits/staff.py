"""Joining, what staff put right, and what the product does by itself."""

from collections.abc import Iterator

from app.engine.activities import Activity, Adjustment, Awarding, Join, Reversal
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

AUTHOR = "staff:sam"


def joins_again(life: Life) -> Iterator[Activity]:
    """Somebody who is a member tries to become one."""
    yield Join(zone=life.history.document["zone"], language=life.history.document["language"])


def is_adjusted(life: Life) -> Iterator[Activity]:
    """Staff give something, or take something that may not be there."""
    asset = life.chance.choice(list(life.programme.assets))
    amount = life.chance.choice((0, 1, 50, 500, -1, -20, -1_000, 100_000_000))
    reason = "" if life.chance.random() < 0.02 else "a mistake at the till"
    yield Adjustment(asset=asset, amount=amount, reason=reason, author=AUTHOR)


def is_reversed(life: Life) -> Iterator[Activity]:
    """Staff undo one of the latest transactions, whatever it was, one that does not exist, or one once more."""
    latest = [*list(life.history.transactions)[-30:], "no-such-transaction"]
    reversal = Reversal(transaction=life.chance.choice(latest), reason="a mistake at the till", author=AUTHOR)
    yield reversal
    if life.chance.random() < 0.3:
        yield reversal


def is_looked_at(life: Life) -> Iterator[Activity]:
    """The product looks for badges that were earned before there were any."""
    yield Awarding()


STAFF = (
    Habit(is_looked_at, 0.3, (Awarding,)),
    Habit(joins_again, 0.2, (Join,)),
    Habit(is_adjusted, 1, (Adjustment,)),
    Habit(is_reversed, 1.5, (Reversal,)),
)
