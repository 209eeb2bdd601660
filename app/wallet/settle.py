"""Settle: what time alone does to a wallet. Reading, the sweep and every commit use this one function."""

from collections.abc import Iterator
from datetime import datetime

from app.wallet.earn import into_lots
from app.wallet.lots import Holding, Lot
from app.wallet.movements import EXPIRED, Kind, LotChange, Movement, Posting, Why, available, pending


def settle(holding: Holding, now: datetime) -> Iterator[Movement]:
    """The activations and expiries that are due by `now`, each at its own instant, in the order of time."""
    while lot := _next_due(holding, now):
        movement = _activation(holding, lot) if lot.terms.active_at else _expiry(holding, lot)
        yield movement
        holding = holding.after(movement)


def settled(holding: Holding, now: datetime) -> Holding:
    """The holding as it stands at `now`."""
    for movement in settle(holding, now):
        holding = holding.after(movement)
    return holding


def _next_due(holding: Holding, now: datetime) -> Lot | None:
    due = [(at, lot) for lot in holding.lots if (at := lot.terms.next_at) and at <= now]
    return min(due, key=lambda found: found[0])[1] if due else None


def _activation(holding: Holding, lot: Lot) -> Movement:
    assert lot.terms.active_at is not None
    gone = Posting(pending(holding.member), -lot.remaining, (LotChange(lot.terms, -lot.remaining),))
    gained = into_lots(holding, (LotChange(lot.terms.once_active(), lot.remaining),))
    return Movement(Why(Kind.ACTIVATE), holding.asset, lot.terms.active_at, (gone, gained))


def _expiry(holding: Holding, lot: Lot) -> Movement:
    assert lot.terms.expires_at is not None
    gone = Posting(available(holding.member), -lot.remaining, (LotChange(lot.terms, -lot.remaining),))
    return Movement(Why(Kind.EXPIRE), holding.asset, lot.terms.expires_at, (gone, Posting(EXPIRED, lot.remaining)))
