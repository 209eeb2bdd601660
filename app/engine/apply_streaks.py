"""How the effects on streaks are written into a member's books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import Outcome, StreakChanged, StreakMoved


def _streak_moved(books: Books, effect: StreakMoved, at: datetime) -> None:
    books.state = replace(books.state, streaks={**books.state.streaks, effect.streak: effect.document})


def _streak_changed(books: Books, effect: StreakChanged, at: datetime) -> Outcome:
    happening = effect.happening
    return {
        "type": "streak",
        "streak": effect.streak,
        "change": happening.change.value,
        "on": happening.on.isoformat(),
        "length": happening.length,
    }


APPLY_STREAKS: dict[type, Callable[[Books, Any, datetime], Outcome | None]] = {
    StreakChanged: _streak_changed,
    StreakMoved: _streak_moved,
}
"""How each of these effects is written."""
