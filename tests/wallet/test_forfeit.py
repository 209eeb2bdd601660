"""Forfeiting: whatever a wallet held, nothing is left, and the books balance."""

from hypothesis import given
from hypothesis import strategies as st
from wallet_examples import FROM_APRIL, NOW, UNLIMITED, UNTIL_APRIL, UNTIL_MAY, accounts, holding

from app.wallet.forfeit import forfeit
from app.wallet.movements import Kind, Why

GONE = Why(Kind.ADJUST, reason="forfeited")
AMOUNTS = st.integers(min_value=0, max_value=1_000)


def test_what_can_be_spent_and_what_is_pending_goes_to_the_programme() -> None:
    held = holding((UNTIL_APRIL, 3), (UNLIMITED, 4), (FROM_APRIL, 5))
    found = {"member:anna:available": -7, "member:anna:pending": -5, "programme:adjusted": 12}
    assert accounts(forfeit(held, NOW, GONE)) == found


def test_a_debt_is_written_off() -> None:
    movement = forfeit(holding(debt=9), NOW, GONE)
    assert accounts(movement) == {"member:anna:available": 9, "programme:adjusted": -9}


def test_a_debt_as_large_as_what_is_pending_leaves_the_programme_as_it_was() -> None:
    movement = forfeit(holding((FROM_APRIL, 9), debt=9), NOW, GONE)
    assert accounts(movement) == {"member:anna:available": 9, "member:anna:pending": -9}


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_nothing_is_left(soon: int, later: int, waiting: int, debt: int) -> None:
    lots = [(UNTIL_APRIL, soon), (UNTIL_MAY, later), (FROM_APRIL, waiting)]
    held = holding(*[(terms, amount) for terms, amount in lots if amount], debt=debt)
    assert held.after(forfeit(held, NOW, GONE)) == holding()
