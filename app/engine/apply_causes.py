"""How the effects on causes are written into a member's books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.causes.gifts import Gift, Gifts, donation
from app.engine.books import Books
from app.engine.effects import CauseChosen, Donated, DonationUndone, Outcome, Shared, ShareTakenBack
from app.wallet.movements import Kind, Why, account_of_cause
from app.wallet.spend import spend


def _donated(books: Books, effect: Donated, at: datetime) -> Outcome:
    account = account_of_cause(effect.cause)
    movement = spend(books.state.holding(effect.asset), effect.amount, at, Why(Kind.DONATE, account), account)
    transaction = books.book(movement)
    _give(books, effect.cause, donation(effect.asset, effect.amount, effect.worth))
    return {**_donation("donated", effect), "transaction": transaction}


def _donation_undone(books: Books, effect: DonationUndone, at: datetime) -> Outcome:
    _give(books, effect.cause, donation(effect.asset, -effect.amount, -effect.worth))
    return _donation("donation_undone", effect)


def _cause_chosen(books: Books, effect: CauseChosen, at: datetime) -> Outcome:
    books.state = replace(books.state, causes=books.state.causes.having_chosen(effect.cause, effect.at))
    return {"type": "cause_chosen", "cause": effect.cause}


def _shared(books: Books, effect: Shared, at: datetime) -> Outcome:
    _give(books, effect.cause, Gifts(shared=effect.amount))
    return {"type": "shared_with_cause", "cause": effect.cause, "amount": effect.amount}


def _share_taken_back(books: Books, effect: ShareTakenBack, at: datetime) -> Outcome:
    _give(books, effect.cause, Gifts(shared=-effect.amount))
    return {"type": "share_taken_back", "cause": effect.cause, "amount": effect.amount}


def _donation(kind: str, effect: Donated | DonationUndone) -> dict[str, Any]:
    return {
        "type": kind,
        "cause": effect.cause,
        "asset": effect.asset,
        "amount": effect.amount,
        "worth": effect.worth,
    }


def _give(books: Books, cause: str, gifts: Gifts) -> None:
    """Count a gift for the member, and for the cause once it is committed."""
    before = books.state.causes
    after = before.after(cause, gifts)
    books.state = replace(books.state, causes=after)
    books.gifts.append(Gift(cause, gifts, bool(after.given_to(cause)) - bool(before.given_to(cause))))


APPLY_CAUSES: dict[type, Callable[[Books, Any, datetime], Outcome]] = {
    CauseChosen: _cause_chosen,
    Donated: _donated,
    DonationUndone: _donation_undone,
    ShareTakenBack: _share_taken_back,
    Shared: _shared,
}
"""How each of these effects is written."""
