"""Earning into a wallet."""

from wallet_examples import (
    EARNED,
    FROM_APRIL,
    NOW,
    UNLIMITED,
    UNTIL_APRIL,
    UNTIL_MAY,
    accounts,
    holding,
    lots_of,
)

from app.wallet.earn import earn
from app.wallet.movements import ADJUSTED


def test_an_earning_is_issued_to_the_available_account() -> None:
    movement = earn(holding(), 5, UNTIL_MAY, NOW, EARNED)
    assert accounts(movement) == {"member:anna:available": 5, "programme:issued": -5}
    assert lots_of(holding().after(movement)) == [(UNTIL_MAY, 5)]


def test_an_earning_under_the_same_terms_joins_the_lot() -> None:
    held = holding((UNTIL_APRIL, 1), (UNTIL_MAY, 2))
    assert lots_of(held.after(earn(held, 5, UNTIL_MAY, NOW, EARNED))) == [(UNTIL_APRIL, 1), (UNTIL_MAY, 7)]


def test_lots_stand_in_the_order_of_expiry_with_the_unlimited_last() -> None:
    held = holding((UNLIMITED, 1))
    for terms in (UNTIL_MAY, UNTIL_APRIL):
        held = held.after(earn(held, 1, terms, NOW, EARNED))
    assert [lot.terms for lot in held.lots] == [UNTIL_APRIL, UNTIL_MAY, UNLIMITED]


def test_a_pending_earning_waits_and_can_not_be_spent() -> None:
    movement = earn(holding(), 5, FROM_APRIL, NOW, EARNED)
    held = holding().after(movement)
    assert accounts(movement) == {"member:anna:pending": 5, "programme:issued": -5}
    assert (held.available, held.pending, held.due_at) == (0, 5, FROM_APRIL.active_at)


def test_an_earning_repays_a_debt_first() -> None:
    held = holding(debt=3)
    after = held.after(earn(held, 5, UNTIL_MAY, NOW, EARNED))
    assert (lots_of(after), after.debt, after.available) == ([(UNTIL_MAY, 2)], 0, 2)


def test_an_earning_smaller_than_the_debt_leaves_no_lot() -> None:
    held = holding(debt=7)
    after = held.after(earn(held, 5, UNTIL_MAY, NOW, EARNED))
    assert (lots_of(after), after.debt, after.available) == ([], 2, -2)


def test_a_pending_earning_does_not_repay_a_debt_yet() -> None:
    held = holding(debt=7)
    after = held.after(earn(held, 5, FROM_APRIL, NOW, EARNED))
    assert (after.debt, after.available, after.pending) == (7, -7, 5)


def test_a_gift_by_staff_comes_from_its_own_account() -> None:
    assert accounts(earn(holding(), 5, UNLIMITED, NOW, EARNED, ADJUSTED))["programme:adjusted"] == -5
