"""Buying, bringing back, and dropping by."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.engine.activities import Activity, Item, Purchase, Return, Visit
from app.programme.model import Reporter
from app.programme.values import in_minor_units
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

TILL = "till"
LATEST = timedelta(days=20)


def buys(life: Life) -> Iterator[Activity]:
    """Mostly now, sometimes reported late; small amounts more often than large ones; now and then a mistake."""
    chance, currency = life.chance, life.programme.currency
    known = list(life.history.purchases)
    again = known and chance.random() < 0.01
    yield Purchase(
        partner=TILL,
        reference=chance.choice(known)[1] if again else f"{life.number}-{life.told}",
        amount=_amount(life),
        currency=currency if chance.random() < 0.995 else "XXX",
        at=said_at(life),
        store=_word(life),
        channel=_word(life),
        items=tuple(item(life) for _ in range(chance.choice((0, 0, 1, 3)))),
        payment_reference=card(life),
    )


def brings_back(life: Life) -> Iterator[Activity]:
    """A whole purchase or a part of it, sometimes once more than it was bought."""
    chance, bought = life.chance, list(life.history.purchases.values())
    if not bought or chance.random() < 0.02:
        yield Return(partner=TILL, reference="never-bought")
        return
    purchase = chance.choice(bought[-5:])["said"]
    amount = None if chance.random() < 0.4 else chance.randint(0, purchase["amount"] * 11 // 10 + 1)
    currency = life.programme.currency if amount is not None else None
    yield Return(partner=TILL, reference=purchase["reference"], amount=amount, currency=currency)


def drops_by(life: Life) -> Iterator[Activity]:
    """Tills tell most visits, the app some."""
    reporter = life.chance.choice((None, None, Reporter.PARTNER, Reporter.APP))
    yield Visit(at=said_at(life), store=_word(life), channel=_word(life), reporter=reporter)


def said_at(life: Life) -> datetime | None:
    """When a till says that it happened: now, some time ago, or by a clock that runs ahead."""
    kind = life.chance.random()
    if kind < 0.94:
        return None
    if kind < 0.985:
        return life.now - LATEST * life.chance.random()
    return life.now + timedelta(minutes=life.chance.choice((1, 4, 6)))


def _amount(life: Life) -> int:
    largest = in_minor_units(life.programme.largest_purchase, life.programme.currency)
    kind = life.chance.random()
    if kind < 0.01:
        return life.chance.choice((-1, 0, 1, largest, largest + 1))
    return int(largest ** life.chance.uniform(0.4, 0.75))


def item(life: Life) -> Item:
    """A line of a receipt, once in a while a wrong one."""
    pieces = 0 if life.chance.random() < 0.002 else life.chance.randint(1, 3)
    return Item(category=life.chance.choice(life.world.words), price=life.chance.randint(0, 5_000), quantity=pieces)


def card(life: Life) -> str | None:
    """A means of payment, where it matters: their own most of the time, or the one of those they live with."""
    if life.programme.referral is None:
        return None
    return life.chance.choice((None, f"card-{life.number}", f"card-{life.number}", f"card-of-{life.number // 4}"))


def _word(life: Life) -> str | None:
    return life.chance.choice((None, *life.world.words))


SHOPPING = (
    Habit(buys, 30, (Purchase,)),
    Habit(brings_back, 4, (Return,)),
    Habit(drops_by, 24, (Visit,)),
)
