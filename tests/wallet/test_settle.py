"""What time alone does to a wallet."""

from datetime import datetime, timedelta

from wallet_examples import APRIL, FROM_APRIL, JUNE, MAY, NOW, UNLIMITED, UNTIL_APRIL, UNTIL_MAY, holding, lots_of

from app.wallet.lots import Holding, Terms
from app.wallet.settle import settle, settled

MILLISECOND = timedelta(milliseconds=1)
APRIL_TO_MAY = Terms(active_at=APRIL, expires_at=MAY)


def story(held: Holding, now: datetime) -> list[tuple[str, datetime, int]]:
    return [(movement.why.kind.value, movement.at, movement.amount) for movement in settle(held, now)]


def test_nothing_moves_before_its_time() -> None:
    held = holding((UNTIL_APRIL, 3), (FROM_APRIL, 5))
    assert story(held, APRIL - MILLISECOND) == []
    assert settled(held, APRIL - MILLISECOND) == held


def test_a_lot_expires_at_its_very_instant() -> None:
    held = holding((UNTIL_APRIL, 3), (UNLIMITED, 4))
    assert story(held, APRIL) == [("expire", APRIL, -3)]
    assert lots_of(settled(held, APRIL)) == [(UNLIMITED, 4)]


def test_what_expires_goes_to_the_account_of_what_has_expired() -> None:
    (movement,) = settle(holding((UNTIL_APRIL, 3)), MAY)
    assert [(posting.account, posting.amount) for posting in movement.postings] == [
        ("member:anna:available", -3),
        ("programme:expired", 3),
    ]


def test_a_pending_lot_becomes_active_at_its_very_instant() -> None:
    held = holding((FROM_APRIL, 5))
    assert story(held, APRIL) == [("activate", APRIL, 0)]
    after = settled(held, APRIL)
    assert (after.available, after.pending, lots_of(after)) == (5, 0, [(UNLIMITED, 5)])


def test_an_activation_joins_the_active_lot_of_the_same_expiry() -> None:
    assert lots_of(settled(holding((UNTIL_MAY, 2), (APRIL_TO_MAY, 5)), APRIL)) == [(UNTIL_MAY, 7)]


def test_an_activation_repays_a_debt() -> None:
    after = settled(holding((FROM_APRIL, 5), debt=3), APRIL)
    assert (after.available, after.debt, lots_of(after)) == (2, 0, [(UNLIMITED, 2)])


def test_an_activation_smaller_than_the_debt_leaves_a_debt_and_no_lot() -> None:
    after = settled(holding((FROM_APRIL, 5), debt=8), APRIL)
    assert (after.available, after.pending, after.debt, after.lots) == (-3, 0, 3, ())


def test_movements_come_in_the_order_of_time_and_at_their_own_instants() -> None:
    held = holding((UNTIL_MAY, 1), (Terms(APRIL, JUNE), 2), (Terms(APRIL + timedelta(days=1)), 4))
    assert story(held, JUNE) == [
        ("activate", APRIL, 0),
        ("activate", APRIL + timedelta(days=1), 0),
        ("expire", MAY, -1),
        ("expire", JUNE, -2),
    ]


def test_a_lot_that_became_active_and_expired_meanwhile_does_both() -> None:
    assert story(holding((APRIL_TO_MAY, 5)), JUNE) == [("activate", APRIL, 0), ("expire", MAY, -5)]


def test_what_repaid_a_debt_does_not_expire() -> None:
    assert story(holding((APRIL_TO_MAY, 5), debt=5), JUNE) == [("activate", APRIL, 0)]


def test_a_settled_wallet_has_nothing_due() -> None:
    after = settled(holding((UNTIL_MAY, 1), (APRIL_TO_MAY, 2), (Terms(MAY, JUNE), 4)), MAY)
    assert after.due_at == JUNE
    assert list(settle(after, MAY)) == []


def test_an_unlimited_wallet_has_nothing_due_ever() -> None:
    held = holding((UNLIMITED, 4), debt=0)
    assert held.due_at is None
    assert settled(held, NOW + timedelta(days=100_000)) == held
