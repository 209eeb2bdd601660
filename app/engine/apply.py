"""Apply: write the effects of a decision into the member's books, each becoming an outcome. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.apply_badges import APPLY_BADGES
from app.engine.apply_causes import APPLY_CAUSES
from app.engine.apply_offers import APPLY_OFFERS
from app.engine.apply_privacy import APPLY_PRIVACY
from app.engine.apply_profile import APPLY_PROFILE
from app.engine.apply_questions import APPLY_QUESTIONS
from app.engine.apply_referrals import APPLY_REFERRALS
from app.engine.apply_streaks import APPLY_STREAKS
from app.engine.apply_tiers import APPLY_TIERS
from app.engine.books import Books
from app.engine.effects import (
    Adjusted,
    BudgetTaken,
    CheckedIn,
    Converted,
    Counted,
    Earned,
    Effect,
    ExpiryWarned,
    Noted,
    Outcome,
    Paid,
    Played,
    Returned,
    Reversed,
    RhythmKept,
    RoundEnded,
    RoundOpened,
    RoundReviewed,
    SeedRotated,
    TakenBack,
)
from app.engine.rounds import round_ended, round_opened, round_reviewed
from app.wallet.earn import earn
from app.wallet.lots import terms_document
from app.wallet.movements import ADJUSTED, Kind, Why
from app.wallet.reverse import reverse
from app.wallet.spend import spend
from app.wallet.take_back import take_back
from app.wallet.warnings import after_warning
from app.wheel.documents import play_id

Apply = Callable[[Books, Any, datetime], Outcome | None]


def apply(
    books: Books, effects: tuple[Effect, ...], at: datetime, writers: Mapping[type, Apply] | None = None
) -> list[Outcome]:
    """Write each effect into the books, as of the instant `at`; the outcomes say what came of it.

    `writers` says how each effect is written: as in `APPLY`, unless said. Raises InsufficientBalance when an effect
    takes more than there is.
    """
    writers = writers or APPLY
    outcomes = [writers[type(effect)](books, effect, at) for effect in effects]
    books.settle()  # an activity reported late may have earned what is active, or expired, by now
    return [outcome for outcome in outcomes if outcome is not None]


def _earned(books: Books, effect: Earned, at: datetime) -> Outcome:
    holding = books.state.holding(effect.asset)
    transaction = books.book(earn(holding, effect.amount, effect.terms, at, Why(Kind.EARN, effect.rule)))
    return {
        "type": "earned",
        "rule": effect.rule,
        "asset": effect.asset,
        "amount": effect.amount,
        "transaction": transaction,
        **terms_document(effect.terms),
    }


def _paid(books: Books, effect: Paid, at: datetime) -> Outcome:
    holding = books.state.holding(effect.asset)
    transaction = books.book(spend(holding, effect.amount, at, Why(Kind.SPEND, effect.rule)))
    return {
        "type": "paid",
        "rule": effect.rule,
        "asset": effect.asset,
        "amount": effect.amount,
        "transaction": transaction,
    }


def _converted(books: Books, effect: Converted, at: datetime) -> Outcome:
    books.settle()
    return _paid(books, effect.payment, books.now)


def _returned(books: Books, effect: Returned, at: datetime) -> Outcome:
    return {"type": "returned", "purchase": effect.purchase, "amount": effect.amount}


def _taken_back(books: Books, effect: TakenBack, at: datetime) -> Outcome:
    holding = books.state.holding(effect.asset)
    why = Why(Kind.TAKE_BACK, effect.rule)
    movement = take_back(holding, effect.due, effect.terms, effect.policy, at, why)
    return {
        "type": "taken_back",
        "rule": effect.rule,
        "asset": effect.asset,
        "due": effect.due,
        "amount": -movement.amount if movement else 0,
        "policy": effect.policy.value,
        "transaction": books.book(movement) if movement else None,
    }


def _adjusted(books: Books, effect: Adjusted, at: datetime) -> Outcome:
    holding = books.state.holding(effect.asset)
    why = Why(Kind.ADJUST, reason=effect.reason, author=effect.author)
    if effect.amount > 0:
        movement = earn(holding, effect.amount, effect.terms, at, why, ADJUSTED)
    else:
        movement = spend(holding, -effect.amount, at, why, ADJUSTED)
    transaction = books.book(movement)
    return {"type": "adjusted", "asset": effect.asset, "amount": effect.amount, "transaction": transaction}


def _reversed(books: Books, effect: Reversed, at: datetime) -> Outcome:
    holding = books.state.holding(effect.original.asset)
    movement = reverse(
        holding,
        effect.transaction,
        effect.original,
        effect.late,
        books.now,
        reason=effect.reason,
        author=effect.author,
    )
    return {
        "type": "reversed",
        "asset": movement.asset,
        "amount": movement.amount,
        "reverses": effect.transaction,
        "transaction": books.book(movement),
    }


def _warned(books: Books, effect: ExpiryWarned, at: datetime) -> Outcome:
    warning = effect.warning
    books.state = replace(books.state, warnings=after_warning(books.state.warnings, warning))
    return {
        "type": "expiry_warned",
        "asset": warning.asset,
        "amount": warning.amount,
        "expires_at": warning.expires_at,
        "days": warning.days,
    }


def _counted(books: Books, effect: Counted, at: datetime) -> None:
    stats = dict(books.state.stats)
    stats["purchases"] += effect.purchases
    stats["spent"] += effect.spent
    stats["visits"] += effect.visits
    if effect.purchased_at:
        stats["first_purchase_at"] = min(stats["first_purchase_at"] or effect.purchased_at, effect.purchased_at)
        stats["last_purchase_at"] = max(stats["last_purchase_at"] or effect.purchased_at, effect.purchased_at)
    if effect.visited_at:
        stats["last_visit_at"] = max(stats["last_visit_at"] or effect.visited_at, effect.visited_at)
    there_at, before = effect.purchased_at or effect.visited_at, stats.get("last_store_at")
    if effect.store and there_at and (before is None or before <= there_at):
        stats["last_store"], stats["last_store_at"] = effect.store, there_at
    books.state = replace(books.state, stats=stats)


def _rhythm_kept(books: Books, effect: RhythmKept, at: datetime) -> None:
    books.state = replace(books.state, rhythm=effect.rhythm)


def _noted(books: Books, effect: Noted, at: datetime) -> None:
    books.state = replace(books.state, earning=effect.state)


def _budget_taken(books: Books, effect: BudgetTaken, at: datetime) -> None:
    books.shares.append(effect.share)


def _played(books: Books, effect: Played, at: datetime) -> Outcome:
    _set_wheel(books, effect.wheel, effect.result.state.to_document())
    if effect.stock is not None:
        books.stocks.append((effect.wheel, effect.result.segment, effect.stock))
    books.plays.append((effect.wheel, effect.result))
    record = effect.result.record
    return {
        "type": "spun",
        "wheel": effect.wheel,
        "segment": effect.result.segment,
        "play": play_id(books.state.id, effect.wheel, record.seed_number, record.nonce),
    }


def _seed_rotated(books: Books, effect: SeedRotated, at: datetime) -> Outcome:
    _set_wheel(books, effect.wheel, effect.state.to_document())
    return {"type": "seed_revealed", "wheel": effect.wheel, "seed_number": effect.revealed}


def _set_wheel(books: Books, wheel: str, document: dict[str, Any]) -> None:
    books.state = replace(books.state, wheels={**books.state.wheels, wheel: document})


def _checked_in(books: Books, effect: CheckedIn, at: datetime) -> Outcome:
    books.state = replace(books.state, check_ins=effect.state)
    return {"type": "checked_in", "store": effect.store}


APPLY: dict[type, Apply] = {
    Adjusted: _adjusted,
    BudgetTaken: _budget_taken,
    CheckedIn: _checked_in,
    Converted: _converted,
    Counted: _counted,
    Earned: _earned,
    ExpiryWarned: _warned,
    Noted: _noted,
    Paid: _paid,
    Played: _played,
    Returned: _returned,
    Reversed: _reversed,
    RhythmKept: _rhythm_kept,
    RoundEnded: round_ended,
    RoundOpened: round_opened,
    RoundReviewed: round_reviewed,
    SeedRotated: _seed_rotated,
    TakenBack: _taken_back,
    **APPLY_BADGES,
    **APPLY_CAUSES,
    **APPLY_PRIVACY,
    **APPLY_PROFILE,
    **APPLY_STREAKS,
    **APPLY_QUESTIONS,
    **APPLY_OFFERS,
    **APPLY_REFERRALS,
    **APPLY_TIERS,
}
"""How each effect is written."""
