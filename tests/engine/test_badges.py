"""Badges along the way of activities, on a real MongoDB."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from badge_world import (
    PROGRAMME,
    badges_of,
    brings_back,
    buys,
    has,
    moved,
    outcomes,
    published,
    recomputed,
    visits,
    works_out,
)
from engine_examples import backend_on, does, earned, joined, reasons_of, tried, wallet
from engine_programme import START

from app.clock import FixedClock
from app.engine.activities import Activity, Adjustment, Reversal, Visit
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.foresee import foresee
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, PROGRAMME)


async def test_progress_is_told_until_the_badge_is_earned_and_pays_once(backend: Backend) -> None:
    member = await joined(backend)
    first = await does(backend, member, visits(), "k1")
    assert outcomes(first, "badge_progressed") == [("two-visits", 1, 2)]
    second = await does(backend, member, visits(), "k2")
    assert outcomes(second, "badge_awarded") == [("two-visits", None, 1, 1)]
    assert moved(second, "earned", "two-visits") == {"points": 100, "stars": 7}
    third = await does(backend, member, visits(), "k3")
    assert outcomes(third, "badge_awarded") == outcomes(third, "badge_progressed") == []
    assert await wallet(backend, member) == {"points": 115, "stars": 7}
    assert (await badges_of(backend, member)).earned == ["two-visits"]


async def test_a_badge_that_can_be_earned_again_is_earned_so_many_times_and_no_more(backend: Backend) -> None:
    member = await joined(backend)
    for number in range(13):
        await does(backend, member, buys(f"r{number}", 100), f"k{number}")
    assert await has(backend, member) == {"every-third": 3}
    assert (await wallet(backend, member))["stars"] == 30


async def test_a_collection_tells_what_was_collected(backend: Backend) -> None:
    member = await joined(backend)
    for number, store in enumerate(["b", "a", "b"]):
        await does(backend, member, visits(store), f"k{number}")
    assert (await badges_of(backend, member)).tally("stores").values == ("b", "a")
    last = await does(backend, member, buys("r1", 100, store="c"), "k9")
    assert ("stores", None, 1, 1) in outcomes(last, "badge_awarded")


async def test_a_large_step_reaches_several_levels_and_each_pays(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, buys("r1", 10_000), "k1")
    assert outcomes(bought, "badge_awarded") == [
        ("spender", "bronze", 1, 1),
        ("spender", "silver", 1, 1),
        ("for-ever", None, 1, 1),
    ]
    assert (await wallet(backend, member))["stars"] == 3


async def test_a_full_return_revokes_what_the_purchase_had_earned(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, buys("r1", 6000), "k1")
    await does(backend, member, buys("r2", 5000), "k2")
    assert await has(backend, member) == {"spender/bronze": 1, "spender/silver": 1, "for-ever": 1}
    back = await does(backend, member, brings_back("r2"), "k3")
    assert outcomes(back, "badge_revoked") == [("spender", "silver", 0, 1)]
    assert moved(back, "taken_back", "spender") == {"stars": 2}
    assert await has(backend, member) == {"spender/bronze": 1, "for-ever": 1}
    await does(backend, member, brings_back("r1"), "k4")
    assert await has(backend, member) == {"for-ever": 1}  # it is kept once it is earned
    assert (await wallet(backend, member))["stars"] == 0
    assert (await audit(backend.database)).violations == []


async def test_a_partial_return_lowers_sums_and_leaves_numbers(backend: Backend) -> None:
    member = await joined(backend)
    for number in range(3):
        await does(backend, member, buys(f"r{number}", 1700), f"k{number}")
    back = await does(backend, member, brings_back("r0", 500), "k9")
    assert outcomes(back, "badge_revoked") == [("spender", "bronze", 0, 1)]
    assert (await badges_of(backend, member)).tally("spender").value == 4600
    rest = await does(backend, member, brings_back("r0"), "k10")
    assert outcomes(rest, "badge_revoked") == [("every-third", None, 0, 1)]
    assert moved(rest, "taken_back", "every-third") == {"stars": 10}


async def test_what_was_lost_can_be_earned_anew(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, buys("r1", 5000), "k1")
    await does(backend, member, brings_back("r1"), "k2")
    again = await does(backend, member, buys("r2", 5000), "k3")
    assert outcomes(again, "badge_awarded") == [("spender", "bronze", 1, 1)]
    assert (await wallet(backend, member))["stars"] == 1


async def test_a_reward_goes_back_only_as_far_as_the_policy_allows(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, visits(), "k1")
    second = await does(backend, member, visits(), "k2")
    taken = Adjustment(asset="points", amount=-100, reason="Spent", author="staff:sam")
    await does(backend, member, taken, "k3")
    undone = await does(backend, member, reversal(earned(second, "points")), "k4")
    assert outcomes(undone, "badge_revoked") == [("two-visits", None, 0, 1)]
    assert moved(undone, "taken_back", "two-visits") == {"points": 5, "stars": 7}
    assert await wallet(backend, member) == {"points": 0, "stars": 0}


async def test_an_activity_that_staff_undid_no_longer_counts(backend: Backend) -> None:
    member = await joined(backend)
    first = await does(backend, member, visits(), "k1")
    undone = await does(backend, member, reversal(earned(first, "points")), "k2")
    assert outcomes(undone, "badge_progressed") == [("two-visits", 0, 2)]
    assert outcomes(await does(backend, member, visits(), "k3"), "badge_awarded") == []


async def test_a_reward_that_staff_reversed_is_not_taken_back_again(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, visits(), "k1")
    second = await does(backend, member, visits(), "k2")
    [stars] = [one for one in second["outcomes"] if one.get("asset") == "stars"]
    await does(backend, member, reversal(stars["transaction"]), "k3")
    assert await has(backend, member) == {"two-visits": 1}  # a reward is not what earned the badge
    undone = await does(backend, member, reversal(earned(second, "points")), "k4")
    assert moved(undone, "taken_back", "two-visits") == {"points": 100}
    assert (await audit(backend.database)).violations == []


async def test_a_late_report_counts_for_its_own_date(backend: Backend) -> None:
    member = await joined(backend)
    for number, days_ago in enumerate([60, 58, 30, 20, 10]):
        assert "badge_awarded" not in str(await does(backend, member, works_out(days_ago), f"k{number}"))
    late = await does(backend, member, works_out(56), "k9")
    assert outcomes(late, "badge_awarded") == [("often", None, 1, 1)]
    assert (await badges_of(backend, member)).tallies == await recomputed(backend, member)


async def test_a_secret_badge_is_told_of_once_it_is_earned(backend: Backend) -> None:
    member = await joined(backend)
    by_day = await does(backend, member, visits(), "k1")
    assert "night" not in str(by_day["outcomes"]) + str(by_day["reasons"])
    by_night = await does(backend, member, visits(at=START - timedelta(hours=14)), "k2")
    assert ("night", None, 1, 1) in outcomes(by_night, "badge_awarded")


async def test_why_an_activity_did_not_count_is_told(backend: Backend) -> None:
    member = await joined(backend)
    swum = await does(backend, member, works_out(sport="swim", km="2"), "k1")
    unmet = 'the sport of the activity must be "run" (it was "swim")'
    assert reasons_of(swum) == {"badge:runner": unmet}


async def test_a_refused_activity_counts_for_nothing(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, visits(), "k1")
    assert await tried(backend, member, visits(at=START + timedelta(days=1)), "k2") == "TIME_IN_FUTURE"
    assert (await badges_of(backend, member)).tally("two-visits").value == 1


async def test_a_preview_tells_the_badge_and_writes_nothing(backend: Backend) -> None:
    member = await joined(backend)
    foreseen = await foresee(backend, member, buys("r1", 5000))
    assert "badge_awarded" in [one["type"] for one in foreseen.outcomes]
    assert await has(backend, member) == {}


async def test_members_from_before_there_were_badges_need_nothing_done(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, visits(), "k1")
    await backend.database.members.update_one({"_id": member}, {"$unset": {"badges": 1}})
    second = await does(backend, member, visits(), "k2")
    assert ("two-visits", None, 1, 1) in outcomes(second, "badge_awarded")


async def test_what_members_do_at_once_awards_once(fleet: list[Backend]) -> None:
    first = fleet[0]
    fleet = [await published(one, PROGRAMME) for one in fleet]
    member = await joined(fleet[0])
    await asyncio.gather(*(does(fleet[one % 4], member, visits(), f"k{one}") for one in range(20)))
    assert await has(fleet[0], member) == {"two-visits": 1}
    assert (await wallet(first, member)) == {"points": 200, "stars": 7}
    assert (await audit(first.database)).violations == []


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_happens_the_tallies_are_those_of_the_history(backend: Backend, seed: int) -> None:
    chance, member = Random(seed), await joined(backend)
    bought: list[str] = []
    for number in range(40):
        recorded = await tried(backend, member, _anything(chance, bought, number), f"k{number}")
        badges = await badges_of(backend, member)
        assert badges.tallies == await recomputed(backend, member), recorded
        if number == 20:
            zone = chance.choice(["America/New_York", "Pacific/Auckland"])
            await backend.database.members.update_one({"_id": member}, {"$set": {"zone": zone}})
            await does(backend, member, Visit(), "in-another-zone")
    assert (await audit(backend.database)).violations == []


def _anything(chance: Random, bought: list[str], number: int) -> Activity:
    at = START - timedelta(hours=chance.randrange(30 * 24))
    match chance.randrange(5):
        case 0:
            return visits(chance.choice("abcd"), at)
        case 1 | 2 if bought and chance.random() < 0.6:
            return brings_back(chance.choice(bought), chance.choice([None, 300, 900]))
        case 1 | 2:
            bought.append(f"r{number}")
            return buys(bought[-1], chance.choice([0, 500, 2500, 6000]), chance.choice("abcd"), at)
        case _:
            km = str(chance.randrange(20))
            return works_out(chance.randrange(40) / 2, sport=chance.choice(["run", "swim"]), km=km)


def reversal(transaction: str) -> Reversal:
    return Reversal(transaction=transaction, reason="A mistake", author="staff:sam")
