"""Spend: earliest expiry first, unlimited last, keeping which lots were used."""

from collections.abc import Iterable
from datetime import datetime

from app.wallet.lots import Holding, Lot
from app.wallet.movements import REDEEMED, LotChange, Movement, Posting, Why, available
from app.wallet.refusals import InsufficientBalance


def spend(holding: Holding, amount: int, at: datetime, why: Why, account: str = REDEEMED) -> Movement:
    """The movement that takes `amount` (at least 1) from a settled holding to `account`.

    Its lot changes are the spend's allocations: a reversal gives back to exactly these lots.
    Raises InsufficientBalance when less is available.
    """
    if amount > holding.available:
        raise InsufficientBalance(holding.asset, holding.available, amount)
    used = Posting(available(holding.member), -amount, allocations(holding.active, amount))
    return Movement(why, holding.asset, at, (used, Posting(account, amount)))


def allocations(lots: Iterable[Lot], amount: int) -> tuple[LotChange, ...]:
    """Up to `amount` taken from the lots in the order given."""
    changes = []
    for lot in lots:
        taken = min(lot.remaining, amount)
        if taken:
            changes.append(LotChange(lot.terms, -taken))
            amount -= taken
    return tuple(changes)
