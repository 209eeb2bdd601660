"""Mascot rounds in a member's books, and the documents to write for them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import Outcome, RoundEnded, RoundOpened, RoundReviewed
from app.mascot.catch import counting
from app.mascot.documents import review_document, round_document
from app.mascot.round import RoundEnd, round_id
from app.mascot.state import MascotState
from app.storage.client import Row

OUTCOMES = {
    RoundEnd.PAID: "round_finished",
    RoundEnd.IN_REVIEW: "round_in_review",
    RoundEnd.EXPIRED: "round_expired",
}
"""What a round's end is called among the outcomes of an activity."""


def round_opened(books: Books, effect: RoundOpened, at: datetime) -> Outcome:
    """Open the round in the member's books."""
    _set_state(books, effect.state)
    game = effect.round.game
    return {"type": "round_started", "game": game, "round": round_id(books.state.id, game, effect.round.number)}


def round_ended(books: Books, effect: RoundEnded, at: datetime) -> Outcome:
    """Close the round in the member's books, and keep it for its collection."""
    _set_state(books, effect.state)
    books.rounds.append(effect)
    ended = effect.ended
    return {
        "type": OUTCOMES[ended.end],
        "game": ended.round.game,
        "round": round_id(books.state.id, ended.round.game, ended.round.number),
        "asset": ended.round.asset,
        "caught": len(counting(ended.catches)),
        "score": ended.score,
        "paid": ended.paid,
    }


def round_reviewed(books: Books, effect: RoundReviewed, at: datetime) -> Outcome:
    """Keep the verdict for the round's review."""
    _set_state(books, effect.state)
    books.reviews.append(effect)
    return {
        "type": "round_approved" if effect.approved else "round_rejected",
        "game": effect.game,
        "round": effect.round,
        "asset": effect.asset,
        "score": effect.score,
        "paid": effect.paid,
        "reason": effect.reason,
    }


def ended_rounds(books: Books, activity: str) -> list[tuple[Row, Row | None]]:
    """The documents of the rounds that the activity ended, each with the review that waits for it, if any."""
    documents = []
    for effect in books.rounds:
        played = round_document(books.state.id, activity, effect.ended)
        waits = effect.ended.end is RoundEnd.IN_REVIEW
        documents.append((played, review_document(played, effect.reactions) if waits else None))
    return documents


def verdicts(books: Books, activity: str) -> dict[str, dict[str, Any]]:
    """What the activity decided about rounds in review, by round."""
    return {
        effect.round: {
            "approved": effect.approved,
            "paid": effect.paid,
            "at": books.now,
            "author": effect.author,
            "reason": effect.reason,
            "activity": activity,
        }
        for effect in books.reviews
    }


def _set_state(books: Books, state: MascotState) -> None:
    books.state = replace(books.state, mascots=state.to_document())
