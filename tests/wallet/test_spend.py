"""Spending from a wallet."""

import pytest
from wallet_examples import (
    FROM_APRIL,
    NOW,
    SPENT,
    UNLIMITED,
    UNTIL_APRIL,
    UNTIL_MAY,
    accounts,
    changes,
    holding,
    lots_of,
)

from app.wallet.refusals import InsufficientBalance
from app.wallet.spend import spend


def test_a_spend_uses_the_earliest_expiry_first_and_the_unlimited_last() -> None:
    held = holding((UNTIL_APRIL, 3), (UNTIL_MAY, 3), (UNLIMITED, 3))
    movement = spend(held, 7, NOW, SPENT)
    assert changes(movement) == [(UNTIL_APRIL, -3), (UNTIL_MAY, -3), (UNLIMITED, -1)]
    assert lots_of(held.after(movement)) == [(UNLIMITED, 2)]


def test_a_spend_leaves_later_lots_alone_when_the_first_is_enough() -> None:
    assert changes(spend(holding((UNTIL_APRIL, 3), (UNTIL_MAY, 3)), 3, NOW, SPENT)) == [(UNTIL_APRIL, -3)]


def test_a_spend_goes_to_the_account_of_what_was_redeemed() -> None:
    assert accounts(spend(holding((UNLIMITED, 3)), 2, NOW, SPENT)) == {
        "member:anna:available": -2,
        "programme:redeemed": 2,
    }


def test_a_spend_may_empty_the_wallet() -> None:
    held = holding((UNTIL_APRIL, 3), (UNLIMITED, 3))
    assert lots_of(held.after(spend(held, 6, NOW, SPENT))) == []


def test_more_than_there_is_can_not_be_spent() -> None:
    with pytest.raises(InsufficientBalance) as refusal:
        spend(holding((UNTIL_APRIL, 3), (UNLIMITED, 3)), 7, NOW, SPENT)
    assert refusal.value.facts == {"asset": "points", "balance": 6, "asked": 7}


def test_what_is_pending_can_not_be_spent() -> None:
    with pytest.raises(InsufficientBalance):
        spend(holding((FROM_APRIL, 100), (UNLIMITED, 3)), 4, NOW, SPENT)


def test_nothing_can_be_spent_while_there_is_a_debt() -> None:
    with pytest.raises(InsufficientBalance) as refusal:
        spend(holding(debt=4), 1, NOW, SPENT)
    assert refusal.value.balance == -4
