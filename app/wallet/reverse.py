"""Reverse: undo one transaction exactly, with a reason and an author."""

from dataclasses import replace
from datetime import datetime

from app.programme.model import ReturnPolicy
from app.wallet.earn import into_lots
from app.wallet.lots import Holding, Terms
from app.wallet.movements import Kind, LotChange, Movement, Posting, Why, pending
from app.wallet.refusals import NotReversible
from app.wallet.take_back import take_back

FINAL = (Kind.ACTIVATE, Kind.REVERSE)


def reverse(
    holding: Holding, transaction: str, original: Movement, late: Terms, now: datetime, *, reason: str, author: str
) -> Movement:
    """The movement that undoes `original`, whose ledger id is `transaction`, on a settled holding.

    What the member had gained is taken back, from its own lot first and as a debt where it is spent already. What the
    member had lost goes back to the very lots it came from; a lot that has expired meanwhile is replaced by a new one
    under the terms `late`. Raises NotReversible for activations and for reversals.
    """
    if original.why.kind in FINAL:
        raise NotReversible(transaction, original.why.kind.value)
    why = Why(Kind.REVERSE, original.why.rule, reason, author, transaction)
    if original.amount > 0:
        return _undo_gain(holding, original, now, why)
    return _undo_loss(holding, original, late, now, why)


def _undo_gain(holding: Holding, original: Movement, now: datetime, why: Why) -> Movement:
    lots = [change for posting in original.postings for change in posting.lots]
    # All of it repaid a debt: it has no lot of its own, and a settled holding has none that expires now.
    terms = lots[0].terms if lots else Terms(expires_at=now)
    account = _counter_account(original)
    undone = take_back(holding, original.amount, terms, ReturnPolicy.MAY_GO_NEGATIVE, now, why, account)
    assert undone is not None, "a debt takes whatever the lots do not hold"
    return undone


def _undo_loss(holding: Holding, original: Movement, late: Terms, now: datetime, why: Why) -> Movement:
    given = [
        _given_back(change, late, now)
        for posting in original.postings
        for change in (*posting.lots, LotChange(late, -posting.debt))
        if change.amount
    ]
    active = tuple(change for change in given if change.terms.active_at is None)
    postings = [Posting(pending(holding.member), change.amount, (change,)) for change in given if change not in active]
    if active:
        postings.append(into_lots(holding, active))
    counter = Posting(_counter_account(original), original.amount)
    return Movement(why, holding.asset, now, (*postings, counter))


def _given_back(change: LotChange, late: Terms, now: datetime) -> LotChange:
    expires_at = change.terms.expires_at
    expired = expires_at is not None and expires_at <= now
    return replace(change, terms=late if expired else change.terms, amount=-change.amount)


def _counter_account(original: Movement) -> str:
    return next(posting.account for posting in original.postings if not posting.of_member)
