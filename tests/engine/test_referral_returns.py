"""Returns of first purchases: what they take back from both sides, and what the next purchase gives."""

import pytest
from engine_examples import backend_on, bring_back, does, joined, wallet
from referral_world import (
    WITH_REFERRAL,
    accepts,
    brings,
    buys,
    by_rule,
    check_books,
    invites,
    newcomer,
    only,
    points,
    stage,
    told,
)

from app.clock import FixedClock
from app.engine.activities import Donation, Reversal
from app.engine.backend import Backend
from app.referrals.invitation import Stage
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_REFERRAL)


async def test_a_returned_first_purchase_takes_back_what_it_gave_on_every_side_once(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    clara = await brings(backend, clock, boris, "clara")
    before = await points(backend, anna), await points(backend, boris)
    await buys(backend, clara, "r1", 2_000)
    back = await does(backend, clara, bring_back("r1", 1_001), "b1")
    assert by_rule(back) == {"referral:first-purchase": 2}
    assert only(back, "first_purchase_undone")["number"] == 1
    assert (await points(backend, anna), await points(backend, boris)) == before
    rest = await does(backend, clara, bring_back("r1"), "b2")
    assert by_rule(rest) == {}
    assert len(await told(backend, anna, "friend_returned")) == 1
    [returned] = await told(backend, boris, "friend_returned")
    assert by_rule(returned) == {"referral:bought": 100}
    assert (await wallet(backend, clara))["spins"] == 0
    await check_books(backend, anna, boris, clara)


async def test_a_partial_return_that_leaves_enough_changes_nothing(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    await buys(backend, boris, "r1", 2_000)
    back = await does(backend, boris, bring_back("r1", 1_000), "b1")
    assert by_rule(back) == {}
    assert await told(backend, anna, "friend_returned") == []
    assert await points(backend, anna) == 111


async def test_after_a_return_the_next_purchase_is_the_first_and_pays_again(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    await accepts(backend, boris, code)
    await buys(backend, boris, "r1")
    await does(backend, boris, bring_back("r1"), "b1")
    assert await stage(backend, clock, code) is Stage.JOINED
    assert by_rule(await buys(backend, boris, "r2")) == {"referral:first-purchase": 2}
    assert await stage(backend, clock, code) is Stage.BOUGHT
    assert len(await told(backend, anna, "friend_bought")) == 2
    assert await points(backend, anna) == 111
    await does(backend, boris, bring_back("r2"), "b2")
    third = await buys(backend, boris, "r3")
    assert by_rule(third) == {"referral:first-purchase": 2}
    assert await points(backend, anna) == 11, "a return gives nothing back to a limit"
    await check_books(backend, anna, boris)


async def test_what_the_inviter_has_spent_already_is_not_taken_back(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    await buys(backend, boris)
    await spends(backend, anna, 100)
    await does(backend, boris, bring_back(), "b1")
    [returned] = await told(backend, anna, "friend_returned")
    taken = only(returned, "taken_back")
    assert (taken["due"], taken["amount"]) == (100, 11)
    assert await points(backend, anna) == 0
    await check_books(backend, anna, boris)


async def test_what_staff_have_reversed_is_not_taken_back_as_well(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    await buys(backend, boris)
    [bought] = await told(backend, anna, "friend_bought")
    undo = Reversal(transaction=only(bought, "earned")["transaction"], reason="a mistake", author="sam")
    await does(backend, anna, undo, "u1")
    await does(backend, boris, bring_back(), "b1")
    assert await points(backend, anna) == 11
    await check_books(backend, anna, boris)


async def spends(backend: Backend, member: str, amount: int) -> None:
    await does(backend, member, Donation(cause="reef", asset="points", amount=amount), "spends")
