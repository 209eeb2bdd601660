"""Take back: what a returned purchase earned, by the asset's policy."""

from datetime import datetime

from app.programme.model import ReturnPolicy
from app.wallet.lots import Holding, Terms
from app.wallet.movements import ISSUED, LotChange, Movement, Posting, Why, available, pending
from app.wallet.spend import allocations


def take_back(
    holding: Holding,
    amount: int,
    terms: Terms,
    policy: ReturnPolicy,
    at: datetime,
    why: Why,
    account: str = ISSUED,
) -> Movement | None:
    """The movement that takes back up to `amount` (at least 1) of what was earned under `terms`; None when nothing is.

    The lot it was earned into comes first: what is still pending there, then what is left of it once active.
    `only_pending` stops after the pending part; `within_balance` goes on with the other active lots;
    `may_go_negative` books the rest as a debt.
    """
    waiting = min(amount, holding.remaining(terms)) if terms.active_at is not None else 0
    taken: tuple[LotChange, ...] = ()
    debt = 0
    if policy is not ReturnPolicy.ONLY_PENDING:
        taken = _own_lot_first(holding, terms.once_active(), amount - waiting)
        if policy is ReturnPolicy.MAY_GO_NEGATIVE:
            debt = amount - waiting + sum(change.amount for change in taken)
    postings = []
    if waiting:
        postings.append(Posting(pending(holding.member), -waiting, (LotChange(terms, -waiting),)))
    if taken or debt:
        lost = sum(change.amount for change in taken) - debt
        postings.append(Posting(available(holding.member), lost, taken, debt))
    if not postings:
        return None
    counter = Posting(account, -sum(posting.amount for posting in postings))
    return Movement(why, holding.asset, at, (*postings, counter))


def _own_lot_first(holding: Holding, terms: Terms, amount: int) -> tuple[LotChange, ...]:
    """Up to `amount` from the active lots, the one with these terms before the others."""
    return allocations(sorted(holding.active, key=lambda lot: lot.terms != terms), amount)
