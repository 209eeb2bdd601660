"""Ahead: what a member's books will hold once effects are written, while it is still being decided. Pure."""

from app.engine.apply import apply
from app.engine.books import Books
from app.engine.effects import Effect
from app.engine.situation import Situation


def books_after(situation: Situation, effects: tuple[Effect, ...]) -> Books:
    """A copy of the member's books with these effects. Raises InsufficientBalance, as writing them would."""
    books = Books(situation.member, situation.now)
    apply(books, effects, situation.at)
    return books
