"""Earn: issue an amount into a lot, repaying a debt first."""

from datetime import datetime

from app.wallet.lots import Holding, Terms
from app.wallet.movements import ISSUED, LotChange, Movement, Posting, Why, available, pending


def earn(holding: Holding, amount: int, terms: Terms, at: datetime, why: Why, account: str = ISSUED) -> Movement:
    """The movement that gives the holding `amount` (at least 1) from `account`.

    Under terms with `active_at` the amount waits on the pending account; otherwise it first repays a debt.
    """
    gained = LotChange(terms, amount)
    if terms.active_at is not None:
        posting = Posting(pending(holding.member), amount, (gained,))
    else:
        posting = into_lots(holding, (gained,))
    return Movement(why, holding.asset, at, (posting, Posting(account, -amount)))


def into_lots(holding: Holding, changes: tuple[LotChange, ...]) -> Posting:
    """A posting that makes these amounts available: first they repay a debt, then they fill their lots in order."""
    unpaid = holding.debt
    kept = []
    for change in changes:
        repaid = min(unpaid, change.amount)
        unpaid -= repaid
        if change.amount > repaid:
            kept.append(LotChange(change.terms, change.amount - repaid))
    total = sum(change.amount for change in changes)
    return Posting(available(holding.member), total, tuple(kept), unpaid - holding.debt)
