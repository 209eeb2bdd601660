"""How the effects on tiers and memberships are written into a member's books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.engine.books import Books
from app.engine.effects import (
    MembershipBought,
    MembershipCancelled,
    MembershipEnded,
    Outcome,
    TierChanged,
    TierCounted,
    TierMoved,
)

MOMENT = timedelta(milliseconds=1)


def _moved(books: Books, effect: TierMoved, at: datetime) -> None:
    books.state = replace(books.state, tiers=effect.state)


def _counted(books: Books, effect: TierCounted, at: datetime) -> Outcome:
    counted = effect.counted
    return {"type": "tier_counted", "what": effect.what, "bucket": counted.bucket, "amount": counted.amount}


def _changed(books: Books, effect: TierChanged, at: datetime) -> Outcome:
    change = effect.change
    return {
        "type": "tier_changed",
        "before": change.before,
        "after": change.after,
        "at": change.at,
        "why": change.why.value,
    }


def _bought(books: Books, effect: MembershipBought, at: datetime) -> Outcome:
    term = effect.payment.term
    return {
        "type": "membership_bought",
        "membership": effect.payment.membership,
        "since": term.since,
        "until": term.until,
        "last_day": (term.until - MOMENT).astimezone(books.state.tz).date().isoformat(),
        "paid": effect.paid,
    }


def _cancelled(books: Books, effect: MembershipCancelled, at: datetime) -> Outcome:
    return {"type": "membership_cancelled", "membership": effect.membership}


def _ended(books: Books, effect: MembershipEnded, at: datetime) -> Outcome:
    return {"type": "membership_ended", "membership": effect.membership}


APPLY_TIERS: dict[type, Callable[[Books, Any, datetime], Outcome | None]] = {
    MembershipBought: _bought,
    MembershipCancelled: _cancelled,
    MembershipEnded: _ended,
    TierChanged: _changed,
    TierCounted: _counted,
    TierMoved: _moved,
}
"""How each of these effects is written."""
