"""When a member reached a goal, and what takes it away again, on a real MongoDB."""

from datetime import datetime, timedelta

import pytest
from engine_examples import backend_on, bring_back, does, joined, purchase
from engine_programme import START
from offer_world import WITH_OFFERS, unuse, use

from app.clock import FixedClock
from app.engine.activities import OfferClaim, Purchase, Reversal, Visit
from app.engine.backend import Backend
from app.engine.goals import goal_of_member
from app.storage.client import Database

GOALS = """
stores:
  dam: {name: Dam, region: NL-NH, fence: {latitude: 52.37, longitude: 4.89, radius_m: 100}}
  coast: {name: Coast, fence: {latitude: 52.1, longitude: 4.3, radius_m: 100}}
goals:
  buy: {name: Buy, on: purchase, within: 7d}
  buy-much: {name: Buy much, on: purchase, when: activity.amount >= 50}
  buy-there: {name: Buy there, on: purchase, when: activity.region == "NL-NH"}
  visit: {name: Come by, on: visit}
  tote: {name: Tote bag, on: redemption, when: activity.offer == "tote-bag"}
  mug: {name: Mug, on: redemption, when: activity.offer == "last-mug"}
"""


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_OFFERS + GOALS)


async def reached(backend: Backend, member: str, since: datetime = START) -> dict[str, float]:
    """How many hours after START each goal was reached, for which the time began at `since`."""
    programme = (await backend.programmes.current()).programme
    found = {
        name: await goal_of_member(backend.database, programme, goal, member, since)
        for name, goal in programme.goals.items()
    }
    return {name: (at - START) / timedelta(hours=1) for name, at in found.items() if at is not None}


async def test_the_first_fitting_activity_after_the_beginning_reaches_a_goal(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r0"), "k0")
    assert await reached(backend, member) == {}, "what happened at the very beginning is what began it"
    for hours, amount in ((1, 4_999), (2, 5_000), (3, 9_000)):
        clock.instant = START + timedelta(hours=hours)
        await does(backend, member, purchase(f"r{hours}", amount), f"k{hours}")
    assert await reached(backend, member) == {"buy": 1, "buy-much": 2}
    assert await reached(backend, member, START + timedelta(hours=2)) == {"buy": 3, "buy-much": 3}


async def test_time_runs_out_at_the_last_instant(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    clock.instant = START + timedelta(days=8)
    await does(backend, member, purchase("late"), "k1")
    assert await reached(backend, member) == {}
    assert await reached(backend, member, START + timedelta(days=1)) == {"buy": 8 * 24}
    assert await reached(backend, member, START + timedelta(days=1, milliseconds=-1)) == {}


async def test_a_condition_may_ask_for_the_region_of_the_store(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    for hour, store in enumerate(("coast", "elsewhere", None, "dam"), start=1):
        clock.instant = START + timedelta(hours=hour)
        bought = Purchase(partner="till", reference=f"r{hour}", amount=100, currency="EUR", store=store)
        await does(backend, member, bought, f"k{hour}")
    assert await reached(backend, member) == {"buy": 1, "buy-there": 4}


async def test_a_purchase_that_was_brought_back_whole_reaches_nothing(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    clock.instant = START + timedelta(hours=1)
    await does(backend, member, purchase("r1", 6_000), "k1")
    await does(backend, member, bring_back("r1", 5_999), "k2")
    assert await reached(backend, member) == {"buy": 1, "buy-much": 1}
    await does(backend, member, bring_back("r1"), "k3")
    assert await reached(backend, member) == {}


async def test_a_visit_that_staff_took_back_reaches_nothing(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    clock.instant = START + timedelta(hours=1)
    visited = await does(backend, member, Visit(), "k1")
    assert await reached(backend, member) == {"visit": 1}
    [transaction] = [one["transaction"] for one in visited["outcomes"] if one["type"] == "earned"]
    await does(backend, member, Reversal(transaction=transaction, reason="A mistake", author="sam"), "k2")
    assert await reached(backend, member) == {}


async def test_a_voucher_of_the_right_offer_reaches_a_goal_while_it_stays_redeemed(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, OfferClaim(offer="tote-bag"), "claim")
    assert await reached(backend, member) == {}
    clock.instant = START + timedelta(hours=1)
    await does(backend, member, use(1), "k1")
    assert await reached(backend, member) == {"tote": 1}
    await does(backend, member, unuse(1), "k2")
    assert await reached(backend, member) == {}
    clock.instant = START + timedelta(hours=2)
    await does(backend, member, use(1, "r10"), "k3")
    assert await reached(backend, member) == {"tote": 2}
