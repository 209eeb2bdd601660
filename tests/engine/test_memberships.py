"""Memberships in the whole engine: bought, renewed, ended, given back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from engine_examples import (
    backend_on,
    bring_back,
    does,
    everything,
    joined,
    purchase,
    reasons_of,
    state_of,
    tried,
    wallet,
)
from tier_programme import TIERS, gave, levels, told, with_card

from app.clock import FixedClock
from app.engine.activities import MembershipCancellation, MembershipPurchase, Reversal, Visit
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.sweep import sweep
from app.storage.client import Database

TRIAL = MembershipPurchase(membership="trial")
CANCEL = MembershipCancellation(membership="card", reason="asked for it", author="staff")


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> AsyncIterator[Backend]:
    """A programme with memberships; whatever a test does, the books are clean after it."""
    backend = await backend_on(database, clock, TIERS)
    yield backend
    assert (await audit(database)).violations == []


async def until(backend: Backend, member: str, name: str) -> datetime | None:
    bought = (await state_of(backend, member)).tiers.bought.get(name)
    return bought.until if bought else None


async def test_a_card_among_the_items_gives_its_level_until_the_end_of_its_last_day(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, with_card(), "p")
    [card] = told(bought, "membership_bought")
    assert (card["membership"], card["until"], card["paid"]) == ("card", datetime(2027, 3, 2, 23, tzinfo=UTC), 2_500)
    assert levels(bought) == ["vip"]
    rewards = {"membership:card": 2, "tier:silver": 10, "tier:gold": 3, "tier:vip": 5}
    assert gave(bought).items() >= {name: amount for name, amount in rewards.items() if name != "tier:gold"}.items()
    assert await until(backend, member, "card") == card["until"]
    assert gave(await does(backend, member, Visit(), "v")) == {"gold-bonus": 7, "card-bonus": 1}


async def test_a_membership_ends_and_leaves_the_level_that_was_earned(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, with_card(), "p")
    clock.instant = datetime(2027, 2, 1, tzinfo=UTC)
    await does(backend, member, purchase("r2", 10_000), "p2")
    clock.instant = datetime(2027, 3, 2, 23, tzinfo=UTC)
    assert await sweep(backend) == 1
    rows = await backend.database.activities.find({"member": member}).sort("number", -1).to_list()
    assert levels(rows[0]) == ["silver"]
    assert told(rows[0], "membership_ended") == [{"type": "membership_ended", "membership": "card"}]
    assert gave(await does(backend, member, Visit(), "v")) == {}


async def test_the_end_of_a_membership_below_the_earned_level_is_told_too(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 25_000), "p")
    assert levels(await does(backend, member, TRIAL, "t")) == []
    clock.instant += timedelta(days=8)
    assert await sweep(backend) == 1
    rows = await backend.database.activities.find({"member": member}).sort("number", -1).to_list()
    assert (len(told(rows[0], "membership_ended")), levels(rows[0])) == (1, [])


async def test_a_renewal_begins_where_the_time_before_it_ends(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, with_card("c1"), "p1")
    clock.instant += timedelta(days=100)
    renewed = await does(backend, member, with_card("c2"), "p2")
    assert levels(renewed) == []
    assert await until(backend, member, "card") == datetime(2028, 3, 2, 23, tzinfo=UTC)
    clock.instant = datetime(2027, 3, 5, tzinfo=UTC)
    assert await sweep(backend) in (0, 1)
    assert (await state_of(backend, member)).tiers.level == "vip"


async def test_two_cards_in_one_purchase_are_two_years(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, with_card(pieces=2, amount=8_500), "p")
    assert [one["paid"] for one in told(bought, "membership_bought")] == [5_000, 0]
    assert gave(bought)["membership:card"] == 4
    assert await until(backend, member, "card") == datetime(2028, 3, 2, 23, tzinfo=UTC)


async def test_a_trial_is_paid_with_points_and_lowers_no_level(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 9_900), "p")
    bought = await does(backend, member, TRIAL, "t")
    assert told(bought, "paid")[0]["rule"] == "membership:trial"
    assert levels(bought) == ["silver"]
    assert await wallet(backend, member) == {"points": 99 - 50 + 10, "gems": 1}
    assert (await state_of(backend, member)).tiers.counts == {"2026-03": 99}


async def test_a_card_goes_back_when_less_is_left_of_its_purchase_than_it_cost(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, with_card(), "p")
    kept = await does(backend, member, bring_back("card", 3_500), "b1")
    assert (told(kept, "membership_cancelled"), levels(kept)) == ([], [])
    gone = await does(backend, member, bring_back("card", 1), "b2")
    assert told(gone, "membership_cancelled") == [{"type": "membership_cancelled", "membership": "card"}]
    assert levels(gone) == [None]
    assert gave(gone)["membership:card"] == -2
    assert (await wallet(backend, member))["spins"] == 0, "what the levels gave goes back with them"
    last = await does(backend, member, bring_back("card"), "b3")
    assert told(last, "membership_cancelled") == []
    assert "membership:card" not in gave(last)


async def test_what_is_paid_for_after_a_time_that_goes_back_moves_forward(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, with_card("c1"), "p1")
    clock.instant += timedelta(days=100)
    await does(backend, member, with_card("c2"), "p2")
    gone = await does(backend, member, bring_back("c1"), "b")
    assert levels(gone) == []
    assert await until(backend, member, "card") == datetime(2027, 6, 10, 22, tzinfo=UTC)


async def test_a_renewal_that_goes_back_leaves_the_time_before_it(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, with_card("c1"), "p1")
    await does(backend, member, with_card("c2"), "p2")
    await does(backend, member, bring_back("c2"), "b")
    assert await until(backend, member, "card") == datetime(2027, 3, 2, 23, tzinfo=UTC)


async def test_a_card_that_is_over_has_nothing_to_give_back(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, with_card(), "p")
    clock.instant += timedelta(days=400)
    gone = await does(backend, member, bring_back("card"), "b")
    assert told(gone, "membership_cancelled") == []
    assert gave(gone) == {"point-per-euro": -60}


async def test_a_reversed_payment_ends_what_it_paid_for(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 9_000), "p")
    bought = await does(backend, member, TRIAL, "t")
    undo = Reversal(transaction=told(bought, "paid")[0]["transaction"], reason="x", author="y")
    undone = await does(backend, member, undo, "u")
    assert levels(undone) == [None]
    assert gave(undone) == {"membership:trial": -1, "tier:silver": -10}
    assert (await wallet(backend, member))["points"] == 90


async def test_staff_end_a_membership_and_what_it_gave_stays(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, with_card(), "p")
    before = await wallet(backend, member)
    ended = await does(backend, member, CANCEL, "c")
    assert (levels(ended), gave(ended)) == ([None], {})
    assert await wallet(backend, member) == before
    assert await tried(backend, member, CANCEL, "c2") == "NO_MEMBERSHIP"


async def test_each_time_rewards_are_given_each_time_and_others_once(backend: Backend) -> None:
    member = await joined(backend)
    first = await does(backend, member, with_card("c1"), "p1")
    await does(backend, member, CANCEL, "x")
    second = await does(backend, member, with_card("c2"), "p2")
    assert gave(first).keys() - gave(second).keys() == {"tier:silver", "tier:gold"}
    assert gave(second)["tier:vip"] == 5


async def test_more_than_ten_times_ahead_are_refused_and_not_sold(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, with_card(pieces=11, amount=40_000), "p")
    assert len(told(bought, "membership_bought")) == 10
    assert gave(bought)["membership:card"] == 20
    assert reasons_of(bought)["membership:card"] == "it is paid for as far ahead as can be: nothing was added"
    await does(backend, member, purchase("r2", 100_000), "p2")
    for number in range(10):
        await does(backend, member, TRIAL, f"t{number}")
    before = await everything(backend.database)
    assert await tried(backend, member, TRIAL, "t10") == "MEMBERSHIP_PAID_AHEAD"
    assert await everything(backend.database) == before


async def test_what_is_refused_writes_nothing(backend: Backend) -> None:
    member = await joined(backend)
    before = await everything(backend.database)
    refused = {
        "UNKNOWN_MEMBERSHIP": MembershipPurchase(membership="gone"),
        "MEMBERSHIP_NOT_FOR_SALE": MembershipPurchase(membership="card"),
        "INSUFFICIENT_BALANCE": TRIAL,
        "NO_MEMBERSHIP": CANCEL,
        "MISSING_REASON": MembershipCancellation(membership="card", reason=" ", author="staff"),
    }
    for code, activity in refused.items():
        assert await tried(backend, member, activity, "k") == code
    assert await everything(backend.database) == before
