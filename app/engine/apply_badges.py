"""How the effects on badges are written into a member's books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import BadgeAwarded, BadgeProgressed, BadgeRevoked, BadgesKept, Outcome


def _kept(books: Books, effect: BadgesKept, at: datetime) -> None:
    books.state = replace(books.state, badges=effect.state)


def _progressed(books: Books, effect: BadgeProgressed, at: datetime) -> Outcome:
    return {
        "type": "badge_progressed",
        "badge": effect.badge,
        "progress": effect.progress,
        "target": effect.target,
    }


def _awarded(books: Books, effect: BadgeAwarded, at: datetime) -> Outcome:
    return _outcome("badge_awarded", effect)


def _revoked(books: Books, effect: BadgeRevoked, at: datetime) -> Outcome:
    return _outcome("badge_revoked", effect)


def _outcome(kind: str, effect: BadgeAwarded | BadgeRevoked) -> Outcome:
    return {"type": kind, "badge": effect.badge, "level": effect.level, "times": effect.times, "by": effect.by}


APPLY_BADGES: dict[type, Callable[[Books, Any, datetime], Outcome | None]] = {
    BadgeAwarded: _awarded,
    BadgeProgressed: _progressed,
    BadgeRevoked: _revoked,
    BadgesKept: _kept,
}
"""How each of these effects is written."""
