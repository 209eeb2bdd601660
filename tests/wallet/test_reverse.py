"""Reversing one transaction."""

from datetime import datetime, timedelta

import pytest
from wallet_examples import (
    APRIL,
    EARNED,
    FROM_APRIL,
    LATE,
    MAY,
    NOW,
    SPENT,
    TAKEN,
    UNLIMITED,
    UNTIL_APRIL,
    UNTIL_MAY,
    accounts,
    changes,
    holding,
    lots_of,
)

from app.programme.model import ReturnPolicy
from app.wallet.earn import earn
from app.wallet.lots import Holding, Terms
from app.wallet.movements import ADJUSTED, Movement
from app.wallet.refusals import NotReversible
from app.wallet.reverse import reverse
from app.wallet.settle import settle, settled
from app.wallet.spend import spend
from app.wallet.take_back import take_back


def reversal(held: Holding, original: Movement, now: datetime = NOW) -> Movement:
    return reverse(held, "anna:7", original, LATE, now, reason="a mistake", author="staff")


def test_a_reversal_says_what_it_reverses_and_why_and_who_wanted_it() -> None:
    original = earn(holding(), 5, UNLIMITED, NOW, EARNED)
    why = reversal(holding().after(original), original).why
    assert (why.reverses, why.reason, why.author, why.rule) == ("anna:7", "a mistake", "staff", "rule")


def test_a_reversed_earning_leaves_the_wallet_as_it_was() -> None:
    before = holding((UNTIL_APRIL, 3), (UNLIMITED, 1))
    original = earn(before, 5, UNTIL_APRIL, NOW, EARNED)
    after = before.after(original)
    undone = reversal(after, original)
    assert after.after(undone) == before
    assert accounts(undone) == {"member:anna:available": -5, "programme:issued": 5}


def test_a_reversed_earning_comes_from_its_own_lot_and_then_from_the_others() -> None:
    original = earn(holding(), 5, UNTIL_MAY, NOW, EARNED)
    held = holding((UNTIL_APRIL, 9), (UNTIL_MAY, 2))
    assert changes(reversal(held, original)) == [(UNTIL_MAY, -2), (UNTIL_APRIL, -3)]


def test_a_reversed_pending_earning_comes_from_the_pending_lot() -> None:
    original = earn(holding(), 5, FROM_APRIL, NOW, EARNED)
    held = holding((UNLIMITED, 9), (FROM_APRIL, 7))
    assert changes(reversal(held, original)) == [(FROM_APRIL, -5)]


def test_a_reversed_earning_that_is_spent_already_becomes_a_debt() -> None:
    original = earn(holding(), 5, UNLIMITED, NOW, EARNED)
    held = holding((UNLIMITED, 2))
    after = held.after(reversal(held, original))
    assert (after.available, after.debt, after.lots) == (-3, 3, ())


def test_a_reversed_earning_that_had_repaid_a_debt_is_taken_in_the_order_of_expiry() -> None:
    original = earn(holding(debt=5), 5, UNTIL_MAY, NOW, EARNED)
    held = holding((UNTIL_APRIL, 4), (LATE, 9))
    assert changes(reversal(held, original)) == [(UNTIL_APRIL, -4), (LATE, -1)]


def test_a_reversed_gift_goes_back_to_the_account_it_came_from() -> None:
    original = earn(holding(), 5, UNLIMITED, NOW, EARNED, ADJUSTED)
    assert accounts(reversal(holding().after(original), original))["programme:adjusted"] == 5


def test_a_reversed_spend_goes_back_to_the_very_lots_it_came_from() -> None:
    before = holding((UNTIL_APRIL, 3), (UNTIL_MAY, 3), (UNLIMITED, 3))
    original = spend(before, 7, NOW, SPENT)
    after = before.after(original)
    undone = reversal(after, original)
    assert after.after(undone) == before
    assert accounts(undone) == {"member:anna:available": 7, "programme:redeemed": -7}


def test_of_a_reversed_spend_the_part_whose_lot_has_expired_becomes_a_short_new_lot() -> None:
    before = holding((UNTIL_APRIL, 3), (UNTIL_MAY, 3))
    original = spend(before, 5, NOW, SPENT)
    after = settled(before.after(original), APRIL)
    assert lots_of(after.after(reversal(after, original, APRIL))) == [(UNTIL_MAY, 3), (LATE, 3)]


def test_a_reversed_spend_repays_a_debt_first() -> None:
    original = spend(holding((UNTIL_APRIL, 3), (UNLIMITED, 3)), 6, NOW, SPENT)
    held = holding(debt=4)
    after = held.after(reversal(held, original))
    assert (after.debt, lots_of(after)) == (0, [(UNLIMITED, 2)])


def test_a_reversed_return_gives_back_what_it_took_and_takes_the_debt_away() -> None:
    before = holding((UNTIL_APRIL, 3))
    original = take_back(before, 5, UNTIL_APRIL, ReturnPolicy.MAY_GO_NEGATIVE, NOW, TAKEN)
    assert original is not None
    after = before.after(original)
    restored = after.after(reversal(after, original))
    assert (restored.available, restored.debt) == (before.available, 0)


def test_the_debt_of_a_reversed_return_that_was_repaid_meanwhile_becomes_a_short_new_lot() -> None:
    original = take_back(holding(), 5, UNTIL_APRIL, ReturnPolicy.MAY_GO_NEGATIVE, NOW, TAKEN)
    assert original is not None
    held = holding((UNTIL_MAY, 1))
    assert lots_of(held.after(reversal(held, original))) == [(UNTIL_MAY, 1), (LATE, 5)]


def test_a_reversed_return_gives_what_was_pending_back_as_pending() -> None:
    before = holding((FROM_APRIL, 2), (UNLIMITED, 4))
    original = take_back(before, 5, FROM_APRIL, ReturnPolicy.WITHIN_BALANCE, NOW, TAKEN)
    assert original is not None
    after = before.after(original)
    assert after.after(reversal(after, original)) == before


def test_what_was_pending_and_would_be_active_by_now_is_active_once_the_reversal_is_settled() -> None:
    before = holding((FROM_APRIL, 2))
    original = take_back(before, 2, FROM_APRIL, ReturnPolicy.ONLY_PENDING, NOW, TAKEN)
    assert original is not None
    after = before.after(original)
    restored = settled(after.after(reversal(after, original, MAY)), MAY)
    assert (restored.available, restored.pending) == (2, 0)


def test_what_was_pending_and_would_have_expired_by_now_becomes_a_short_new_lot() -> None:
    terms = Terms(APRIL, APRIL + timedelta(days=10))
    original = take_back(holding((terms, 2)), 2, terms, ReturnPolicy.ONLY_PENDING, NOW, TAKEN)
    assert original is not None
    assert lots_of(holding().after(reversal(holding(), original, MAY))) == [(LATE, 2)]


def test_a_reversed_expiry_gives_a_short_new_lot() -> None:
    before = holding((UNTIL_APRIL, 3))
    (original,) = settle(before, APRIL)
    undone = reversal(before.after(original), original, APRIL)
    assert lots_of(before.after(original).after(undone)) == [(LATE, 3)]
    assert accounts(undone) == {"member:anna:available": 3, "programme:expired": -3}


def test_an_activation_can_not_be_reversed() -> None:
    before = holding((FROM_APRIL, 3))
    (original,) = settle(before, APRIL)
    with pytest.raises(NotReversible) as refusal:
        reversal(before.after(original), original, APRIL)
    assert refusal.value.facts == {"transaction": "anna:7", "kind": "activate"}


def test_a_reversal_is_final() -> None:
    original = earn(holding(), 5, UNLIMITED, NOW, EARNED)
    after = holding().after(original)
    undone = reversal(after, original)
    with pytest.raises(NotReversible):
        reversal(after.after(undone), undone)
