"""Memberships: bought in the app and at the till, and ended by staff."""

from collections.abc import Iterator

from app.engine.activities import Activity, Item, MembershipCancellation, MembershipPurchase, Purchase
from app.programme.model import Programme
from app.programme.values import in_minor_units
from app.simulate.habits.habit import Habit
from app.simulate.habits.shopping import TILL, said_at
from app.simulate.life import Life

AUTHOR = "staff:sam"


def has_memberships(programme: Programme) -> bool:
    """Whether there is a membership."""
    return bool(programme.memberships)


def pays_in_the_app(life: Life) -> Iterator[Activity]:
    """For one more time, whether or not it is sold there and there is enough to pay with."""
    yield MembershipPurchase(membership=_membership(life))


def pays_at_the_till(life: Life) -> Iterator[Activity]:
    """For one time or a few, alone or among other things."""
    programme, chance = life.programme, life.chance
    sold = [one for one in programme.memberships.values() if one.sku is not None]
    if not sold:
        return
    membership, pieces = chance.choice(sold), chance.choice((1, 1, 1, 2, 11))
    price = in_minor_units(membership.fee, programme.currency) if membership.fee is not None else 0
    yield Purchase(
        partner=TILL,
        reference=f"{life.number}-{life.told}",
        amount=price * pieces + chance.choice((0, 0, 1_000)),
        currency=programme.currency,
        at=said_at(life),
        items=(Item(category="membership", price=price, quantity=pieces, sku=membership.sku),),
    )


def is_ended(life: Life) -> Iterator[Activity]:
    """Staff end a membership, or one that the member does not have."""
    reason = "" if life.chance.random() < 0.05 else "paid for by mistake"
    yield MembershipCancellation(membership=_membership(life), reason=reason, author=AUTHOR)


def _membership(life: Life) -> str:
    known = list(life.programme.memberships)
    return "no-such-membership" if life.chance.random() < 0.02 else life.chance.choice(known)


MEMBERSHIPS = (
    Habit(pays_in_the_app, 4, (MembershipPurchase,), fits=has_memberships),
    Habit(pays_at_the_till, 2, (Purchase,), fits=has_memberships),
    Habit(is_ended, 1, (MembershipCancellation,), fits=has_memberships),
)
