"""For each room a bug put into how its effects are written: the simulator finds it, and names what does not hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from simulate_examples import applying, found_with, plan

from app.engine.apply import APPLY
from app.engine.books import Books
from app.engine.effects import (
    Answered,
    BadgeAwarded,
    CheckedIn,
    Earned,
    Effect,
    Erased,
    ExpiryWarned,
    Outcome,
    Owing,
    ReferralNoted,
    RhythmKept,
    RoundEnded,
    Shared,
    StreakMoved,
    TasteLearnt,
    TierMoved,
    VoucherChanged,
)
from app.engine.foresee import RULES
from app.offers.voucher import Receipt
from app.programme.periods import Count
from app.simulate.plan import Plan

Bug = Callable[[Books, Any, datetime], Outcome | None]

CARDS, FRIENDS, GAMES = plan("membership-card", 20, 365), plan("friends", 20, 300), plan("demo", 8, 120)
LUNCH, STYLE = plan("lunch", 20, 365, 2), plan("style", 8, 200)
EXPIRING, PASSION = plan("expiring", 20, 200), plan("passion", 20, 300)


def keeps_nothing(books: Books, effect: Effect, at: datetime) -> None:
    return None


def forgets_the_answer(books: Books, effect: Answered, at: datetime) -> Outcome | None:
    questions = books.state.questions
    outcome = APPLY[Answered](books, effect, at)
    books.state = replace(books.state, questions=questions)
    return outcome


def counts_a_store_twice(books: Books, effect: CheckedIn, at: datetime) -> Outcome | None:
    stores = (*effect.state.stores, effect.state.stores[-1])
    return APPLY[CheckedIn](books, replace(effect, state=replace(effect.state, stores=stores)), at)


def gives_twice_as_much(books: Books, effect: Earned, at: datetime) -> Outcome | None:
    times = 2 if effect.rule.startswith("campaign:") else 1
    return APPLY[Earned](books, replace(effect, amount=effect.amount * times), at)


def pays_without_end(books: Books, effect: RoundEnded, at: datetime) -> Outcome | None:
    games = {name: replace(game, paid=game.paid + 10_000) for name, game in effect.state.games.items()}
    return APPLY[RoundEnded](books, replace(effect, state=replace(effect.state, games=games)), at)


def shares_too_much(books: Books, effect: Shared, at: datetime) -> Outcome | None:
    return APPLY[Shared](books, replace(effect, amount=effect.amount * 1_000), at)


def gives_freezes_away(books: Books, effect: StreakMoved, at: datetime) -> Outcome | None:
    return APPLY[StreakMoved](books, replace(effect, document={**effect.document, "freezes": 99}), at)


def forgets_the_voucher(books: Books, effect: VoucherChanged, at: datetime) -> Outcome | None:
    outcome = APPLY[VoucherChanged](books, effect, at)
    books.vouchers.changed.pop()
    return outcome


def judges_too_kindly(books: Books, effect: TierMoved, at: datetime) -> Outcome | None:
    return APPLY[TierMoved](books, replace(effect, state=replace(effect.state, level="gold-magpie")), at)


def leaves_a_gap(books: Books, effect: TierMoved, at: datetime) -> Outcome | None:
    bought = {
        name: one._replace(terms=(*one.terms[:1], *(term._replace(since=term.until) for term in one.terms[1:])))
        for name, one in effect.state.bought.items()
    }
    return APPLY[TierMoved](books, replace(effect, state=replace(effect.state, bought=bought)), at)


def keeps_the_code(books: Books, effect: Erased, at: datetime) -> Outcome | None:
    code = books.state.code
    outcome = APPLY[Erased](books, effect, at)
    books.state = replace(books.state, code=code)
    return outcome


def forgets_no_taste(books: Books, effect: TasteLearnt, at: datetime) -> Outcome | None:
    return APPLY[TasteLearnt](books, effect, at) if effect.taste.bought else None


def counts_too_many(books: Books, effect: ReferralNoted, at: datetime) -> Outcome | None:
    state = replace(effect.state, today=Count("2027-03-01", 1_000))
    return APPLY[ReferralNoted](books, replace(effect, state=state), at)


def warns_of_nothing(books: Books, effect: ExpiryWarned, at: datetime) -> Outcome | None:
    return APPLY[ExpiryWarned](books, replace(effect, warning=replace(effect.warning, amount=0)), at)


def counts_a_day_twice(books: Books, effect: RhythmKept, at: datetime) -> Outcome | None:
    rhythm = replace(effect.rhythm, days=(*effect.rhythm.days, effect.rhythm.days[-1]))
    return APPLY[RhythmKept](books, replace(effect, rhythm=rhythm), at)


def uses_all_on_one_receipt(books: Books, effect: VoucherChanged, at: datetime) -> Outcome | None:
    voucher, redeemed = effect.voucher, effect.voucher.redeemed
    if redeemed is not None:
        voucher = replace(voucher, redeemed=replace(redeemed, receipt=Receipt("till", "one")))
    return APPLY[VoucherChanged](books, replace(effect, voucher=voucher), at)


@pytest.mark.parametrize(
    ("lived", "effect", "bug", "invariant"),
    [
        (STYLE, Answered, forgets_the_answer, "a first answer pays once"),
        (GAMES, BadgeAwarded, keeps_nothing, "audit: badge"),
        (GAMES, CheckedIn, counts_a_store_twice, "check-ins are within their bounds"),
        (GAMES, Earned, gives_twice_as_much, "a gift is given whole"),
        (GAMES, RoundEnded, pays_without_end, "the daily caps of games are kept"),
        (GAMES, Shared, shares_too_much, "a purchase shares no more than it is"),
        (GAMES, StreakMoved, gives_freezes_away, "freezes and runs are within their bounds"),
        (GAMES, TierMoved, judges_too_kindly, "a level is the best that is held"),
        (GAMES, VoucherChanged, forgets_the_voucher, "audit: voucher"),
        (CARDS, TierMoved, leaves_a_gap, "memberships follow one another"),
        (FRIENDS, Erased, keeps_the_code, "the erased are nobody"),
        (LUNCH, TasteLearnt, forgets_no_taste, "taste is learnt with a yes alone"),
        (FRIENDS, Owing, keeps_nothing, "audit: referral"),
        (EXPIRING, ExpiryWarned, warns_of_nothing, "a warning is given once, and in time"),
        (EXPIRING, RhythmKept, counts_a_day_twice, "active days never go back"),
        (PASSION, VoucherChanged, uses_all_on_one_receipt, "a purchase is multiplied once"),
        (FRIENDS, ReferralNoted, counts_too_many, "the limits of referral are kept"),
    ],
)
def test_a_bug_in_a_room_is_found_and_named(lived: Plan, effect: type, bug: Bug, invariant: str) -> None:
    assert invariant in {violation.invariant for violation in found_with(applying({effect: bug}), lived)}


@pytest.mark.parametrize("lived", [CARDS, EXPIRING, FRIENDS, GAMES, LUNCH, PASSION, STYLE])
def test_without_a_bug_there_is_nothing_to_find(lived: Plan) -> None:
    assert found_with(RULES, lived) == []
