"""Forfeit: everything that is held, gone at once."""

from collections.abc import Iterator
from datetime import datetime

from app.wallet.lots import Holding, Lot
from app.wallet.movements import ADJUSTED, LotChange, Movement, Posting, Why, available, pending


def forfeit(holding: Holding, at: datetime, why: Why) -> Movement:
    """The movement that empties a holding: what can be spent, what is pending, and the debt, which is written off."""
    postings = list(_postings(holding))
    total = sum(posting.amount for posting in postings)
    if total:
        postings.append(Posting(ADJUSTED, -total))
    return Movement(why, holding.asset, at, tuple(postings))


def _postings(holding: Holding) -> Iterator[Posting]:
    if holding.active or holding.debt:
        yield Posting(available(holding.member), -holding.available, _all_of(holding.active), -holding.debt)
    if holding.waiting:
        yield Posting(pending(holding.member), -holding.pending, _all_of(holding.waiting))


def _all_of(lots: tuple[Lot, ...]) -> tuple[LotChange, ...]:
    return tuple(LotChange(lot.terms, -lot.remaining) for lot in lots)
