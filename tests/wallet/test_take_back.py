"""Taking back what a returned purchase earned."""

from datetime import timedelta

import pytest
from wallet_examples import (
    APRIL,
    FROM_APRIL,
    MAY,
    NOW,
    TAKEN,
    UNLIMITED,
    UNTIL_APRIL,
    UNTIL_MAY,
    accounts,
    changes,
    holding,
)

from app.programme.model import ReturnPolicy
from app.wallet.lots import Holding, Terms
from app.wallet.movements import Movement
from app.wallet.take_back import take_back

ONLY_PENDING, WITHIN_BALANCE, MAY_GO_NEGATIVE = ReturnPolicy


def taken_back(held: Holding, amount: int, terms: Terms, policy: ReturnPolicy) -> Movement:
    movement = take_back(held, amount, terms, policy, NOW, TAKEN)
    assert movement is not None
    return movement


@pytest.mark.parametrize("policy", ReturnPolicy)
def test_what_is_still_pending_is_taken_back_under_every_policy(policy: ReturnPolicy) -> None:
    held = holding((UNTIL_APRIL, 9), (FROM_APRIL, 5))
    assert changes(taken_back(held, 5, FROM_APRIL, policy)) == [(FROM_APRIL, -5)]


@pytest.mark.parametrize("policy", ReturnPolicy)
def test_of_a_merged_pending_lot_only_the_purchase_s_own_part_is_taken_back(policy: ReturnPolicy) -> None:
    held = holding((FROM_APRIL, 12))
    after = held.after(taken_back(held, 5, FROM_APRIL, policy))
    assert (after.pending, after.debt) == (7, 0)


def test_only_pending_leaves_what_is_active_alone() -> None:
    assert take_back(holding((UNLIMITED, 9)), 5, FROM_APRIL, ONLY_PENDING, NOW, TAKEN) is None
    assert take_back(holding((UNLIMITED, 9)), 5, UNLIMITED, ONLY_PENDING, NOW, TAKEN) is None


def test_only_pending_stops_after_the_pending_part() -> None:
    held = holding((FROM_APRIL, 2), (UNLIMITED, 9))
    assert changes(taken_back(held, 5, FROM_APRIL, ONLY_PENDING)) == [(FROM_APRIL, -2)]


@pytest.mark.parametrize("policy", [WITHIN_BALANCE, MAY_GO_NEGATIVE])
def test_the_lot_it_was_earned_into_comes_before_earlier_expiries(policy: ReturnPolicy) -> None:
    held = holding((UNTIL_APRIL, 9), (UNTIL_MAY, 3), (UNLIMITED, 9))
    assert changes(taken_back(held, 5, UNTIL_MAY, policy)) == [(UNTIL_MAY, -3), (UNTIL_APRIL, -2)]


@pytest.mark.parametrize("policy", [WITHIN_BALANCE, MAY_GO_NEGATIVE])
def test_the_pending_part_comes_before_the_part_that_is_active_already(policy: ReturnPolicy) -> None:
    held = holding((FROM_APRIL, 2), (UNLIMITED, 9))
    movement = taken_back(held, 5, FROM_APRIL, policy)
    assert changes(movement) == [(FROM_APRIL, -2), (UNLIMITED, -3)]
    assert accounts(movement) == {"member:anna:pending": -2, "member:anna:available": -3, "programme:issued": 5}


@pytest.mark.parametrize("policy", [WITHIN_BALANCE, MAY_GO_NEGATIVE])
def test_the_lot_that_was_pending_comes_first_once_it_is_active(policy: ReturnPolicy) -> None:
    pending = Terms(active_at=APRIL, expires_at=MAY)
    held = holding((UNTIL_APRIL, 9), (UNTIL_MAY, 5))
    assert changes(taken_back(held, 5, pending, policy)) == [(UNTIL_MAY, -5)]


def test_what_other_purchases_have_pending_is_never_touched() -> None:
    other = Terms(active_at=APRIL + timedelta(days=1))
    held = holding((other, 9))
    assert take_back(held, 5, FROM_APRIL, WITHIN_BALANCE, NOW, TAKEN) is None
    after = held.after(taken_back(held, 5, FROM_APRIL, MAY_GO_NEGATIVE))
    assert (after.pending, after.debt) == (9, 5)


def test_within_balance_takes_no_more_than_there_is() -> None:
    held = holding((UNLIMITED, 3))
    after = held.after(taken_back(held, 5, UNLIMITED, WITHIN_BALANCE))
    assert (after.available, after.debt) == (0, 0)


def test_within_balance_takes_nothing_from_an_empty_wallet_or_one_in_debt() -> None:
    assert take_back(holding(), 5, UNLIMITED, WITHIN_BALANCE, NOW, TAKEN) is None
    assert take_back(holding(debt=2), 5, UNLIMITED, WITHIN_BALANCE, NOW, TAKEN) is None


def test_the_balance_may_go_negative_where_the_policy_says_so() -> None:
    held = holding((UNLIMITED, 3))
    movement = taken_back(held, 5, UNLIMITED, MAY_GO_NEGATIVE)
    after = held.after(movement)
    assert (after.available, after.debt, after.lots) == (-2, 2, ())
    assert accounts(movement) == {"member:anna:available": -5, "programme:issued": 5}


def test_a_second_return_adds_to_the_debt() -> None:
    held = holding(debt=2)
    assert held.after(taken_back(held, 5, UNLIMITED, MAY_GO_NEGATIVE)).debt == 7
