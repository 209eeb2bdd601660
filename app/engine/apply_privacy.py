"""How the effects on what may be done with a member's data are written into their books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import ConsentSaid, Erased, Forfeited, Outcome
from app.members.consents import NO_CONSENT, Purpose
from app.members.rhythm import NO_RHYTHM
from app.offers.taste import UNKNOWN_TASTE
from app.places.check_in import NEVER
from app.wallet.forfeit import forfeit
from app.wallet.movements import Kind, Why


def _consent_said(books: Books, effect: ConsentSaid, at: datetime) -> Outcome:
    books.state = replace(books.state, consents=books.state.consents.after(effect.purpose, effect.consent))
    books.place_forgotten = books.state.consents.refuses(Purpose.LOCATION)
    return {
        "type": "consent_said",
        "purpose": effect.purpose.value,
        "granted": effect.consent.granted,
        "text_version": effect.consent.text_version,
    }


def _forfeited(books: Books, effect: Forfeited, at: datetime) -> Outcome:
    holding = books.state.holding(effect.asset)
    movement = forfeit(holding, books.now, Why(Kind.ADJUST, reason="forfeited by erasure"))
    transaction = books.book(movement)
    return {"type": "forfeited", "asset": effect.asset, "amount": movement.amount, "transaction": transaction}


def _erased(books: Books, effect: Erased, at: datetime) -> Outcome:
    books.state = replace(
        books.state,
        code="",
        check_ins=NEVER,
        taste=UNKNOWN_TASTE,
        rhythm=NO_RHYTHM,
        referral=books.state.referral.without_marks(),
        consents=NO_CONSENT,
        erased_at=books.now,
    )
    books.erased = effect
    return {"type": "erased"}


APPLY_PRIVACY: dict[type, Callable[[Books, Any, datetime], Outcome | None]] = {
    ConsentSaid: _consent_said,
    Erased: _erased,
    Forfeited: _forfeited,
}
"""How each of these effects is written."""
