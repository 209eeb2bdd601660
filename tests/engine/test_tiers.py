"""Tiers in the whole engine: what counts, what levels give, what returns and time take."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from engine_examples import backend_on, bring_back, does, earned, joined, purchase, reasons_of, state_of, wallet
from master_keys import MASTER_KEYS
from tier_programme import TIERS, counted, gave, levels, told

from app.clock import FixedClock
from app.engine.activities import Adjustment, Purchase, Reversal, Visit
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.publishing import publish
from app.engine.record_all import record_all
from app.engine.sweep import sweep
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> AsyncIterator[Backend]:
    """A programme with tiers; whatever a test does, the books are clean after it."""
    backend = await backend_on(database, clock, TIERS)
    yield backend
    assert (await audit(database)).violations == []


async def level(backend: Backend, member: str) -> str | None:
    return (await state_of(backend, member)).tiers.level


async def test_earning_enough_reaches_the_level_in_the_same_answer_with_its_reward(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase("r1", 12_000), "p1")
    assert counted(bought) == [("2026-03", 120)]
    [change] = told(bought, "tier_changed")
    assert (change["before"], change["after"], change["why"]) == (None, "silver", "counted")
    assert gave(bought) == {"point-per-euro": 120, "tier:silver": 10}
    assert (await state_of(backend, member)).tiers.counts == {"2026-03": 120}, "what a level gives counts for none"


async def test_a_leap_over_a_level_gives_its_reward_too(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase("r1", 25_000), "p1")
    assert levels(bought) == ["gold"]
    assert gave(bought) == {"point-per-euro": 250, "tier:silver": 10, "tier:gold": 3}


async def test_the_multiplier_is_that_of_the_level_held_before_the_purchase(backend: Backend) -> None:
    member = await joined(backend)
    first = await does(backend, member, purchase("r1", 20_000), "p1")
    second = await does(backend, member, purchase("r2", 10_000), "p2")
    assert "tier:gold:points" not in gave(first)
    assert gave(second) == {"point-per-euro": 100, "tier:gold:points": 50}
    assert counted(second) == [("2026-03", 100)]


async def test_a_multiplier_of_a_level_stacks_with_those_of_the_programme(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 20_000), "p1")
    happy = Purchase(partner="till", reference="r2", amount=10_000, currency="EUR", store="happy")
    bought = await does(backend, member, happy, "p2")
    assert gave(bought) == {"point-per-euro": 100, "tier:gold:points": 50}
    assert reasons_of(bought)["happy"] == "a higher multiplier applies to point-per-euro"


async def test_a_multiplier_is_not_mentioned_where_nothing_is_earned_that_it_multiplies(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 20_000), "p1")
    visited = await does(backend, member, Visit(), "v")
    assert gave(visited) == {"gold-bonus": 7}
    assert {reason["rule"] for reason in visited["reasons"]} == {"card-bonus"}


async def test_adjustments_and_spending_neither_lift_nor_lower(backend: Backend) -> None:
    member = await joined(backend)
    for number, amount in enumerate((1_000, -900)):
        kind = Adjustment(asset="points", amount=amount, reason="kind", author="staff")
        assert counted(await does(backend, member, kind, f"a{number}")) == []
    assert await level(backend, member) is None


async def test_a_return_takes_back_its_part_from_the_day_of_the_purchase(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 9_000), "p1")
    clock.instant += timedelta(days=60)
    await does(backend, member, purchase("r2", 5_000), "p2")
    returned = await does(backend, member, bring_back("r1", 3_000), "b")
    assert counted(returned) == [("2026-03", -30)]
    assert (await state_of(backend, member)).tiers.counts == {"2026-03": 60, "2026-05": 50}


async def test_parts_of_a_return_never_take_more_than_had_counted(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 9_999), "p1")
    parts = [await does(backend, member, bring_back("r1", amount), f"b{amount}") for amount in (3_333, 3_334, None)]
    assert sum(amount for part in parts for _, amount in counted(part)) == -99
    assert (await state_of(backend, member)).tiers.counts == {}


async def test_a_level_that_was_only_reached_by_what_goes_back_is_lost_with_its_reward(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 15_000), "p1")
    await does(backend, member, purchase("r2", 10_000), "p2")
    assert await wallet(backend, member) == {"points": 260, "spins": 3}
    returned = await does(backend, member, bring_back("r2"), "b")
    [change] = told(returned, "tier_changed")
    assert (change["before"], change["after"], change["why"]) == ("gold", "silver", "taken_back")
    assert gave(returned) == {"point-per-euro": -100, "tier:gold": -3}
    assert await wallet(backend, member) == {"points": 160, "spins": 0}
    again = await does(backend, member, purchase("r3", 10_000), "p3")
    assert gave(again) == {"point-per-euro": 100, "tier:gold": 3}, "it had gone back, so it is given again"


async def test_a_reward_stays_with_a_level_that_was_held_in_earnest(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 10_000), "p1")
    clock.instant += timedelta(days=300)
    await does(backend, member, purchase("r2", 10_000), "p2")
    returned = await does(backend, member, bring_back("r2"), "b")
    assert levels(returned) == [None]
    assert gave(returned) == {"point-per-euro": -100}


async def test_a_reward_that_staff_took_back_does_not_go_back_twice(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase("r1", 20_000), "p1")
    undo = Reversal(transaction=earned(bought, "spins"), reason="wrong", author="staff")
    await does(backend, member, undo, "u")
    returned = await does(backend, member, bring_back("r1"), "b")
    assert gave(returned) == {"point-per-euro": -200, "tier:silver": -10}
    assert (await wallet(backend, member))["spins"] == 0


async def test_a_reversal_takes_back_what_counted_and_its_own_reversal_is_a_gift(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase("r1", 10_000), "p1")
    undo = Reversal(transaction=earned(bought, "points"), reason="wrong", author="staff")
    undone = await does(backend, member, undo, "u")
    assert counted(undone) == [("2026-03", -100)]
    assert levels(undone) == [None]
    returned = await does(backend, member, bring_back("r1"), "b")
    assert counted(returned) == [], "it had gone back already"


async def test_a_taking_back_that_staff_undo_counts_again(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 10_000), "p1")
    returned = await does(backend, member, bring_back("r1", 5_000), "b")
    [taken] = [one for one in told(returned, "taken_back") if one["rule"] == "point-per-euro"]
    undone = await does(backend, member, Reversal(transaction=taken["transaction"], reason="x", author="y"), "u")
    assert counted(undone) == [("2026-03", 50)]
    assert levels(undone) == ["silver"]


async def test_time_takes_a_level_after_its_grace_and_the_sweep_writes_it_into_the_history(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 10_000), "p1")
    ends = datetime(2026, 7, 10, 22, tzinfo=UTC)  # ten days into July, at midnight in Amsterdam
    assert (await state_of(backend, member)).due_at == ends
    clock.instant = ends - timedelta(seconds=1)
    assert await sweep(backend) == 0
    clock.instant = ends
    assert await sweep(backend) == 1
    assert await sweep(backend) == 0
    rows = await backend.database.activities.find({"member": member}).sort("number", -1).to_list()
    assert (rows[0]["kind"], rows[0]["source"], levels(rows[0])) == ("time_passed", "time", [None])
    assert told(rows[0], "tier_changed")[0]["at"] == ends
    assert await level(backend, member) is None


async def test_nobody_waits_for_the_sweep(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 20_000), "p1")
    clock.instant += timedelta(days=200)
    bought = await does(backend, member, purchase("r2", 10_000), "p2")
    assert levels(bought) == [None, "silver"]
    assert gave(bought) == {"point-per-euro": 100}, "gold is over, and silver has paid already"


async def test_a_late_report_counts_for_its_own_date_and_by_the_level_of_that_day(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    start = clock.instant
    await does(backend, member, purchase("r1", 20_000), "p1")
    clock.instant += timedelta(days=200)
    await sweep(backend)
    late = Purchase(partner="till", reference="r2", amount=10_000, currency="EUR", at=start + timedelta(days=20))
    bought = await does(backend, member, late, "p2")
    assert gave(bought) == {"point-per-euro": 100, "tier:gold:points": 50}
    assert counted(bought) == []
    assert reasons_of(bought)["tiers"] == "it was too long ago to count toward a level"
    newer = Purchase(partner="till", reference="r3", amount=10_000, currency="EUR", at=start + timedelta(days=150))
    assert counted(await does(backend, member, newer, "p3")) == [("2026-07", 100)]
    assert await level(backend, member) == "silver"


async def test_several_activities_in_one_transaction_count_as_one_by_one(backend: Backend) -> None:
    member = await joined(backend)
    answers = await record_all(backend, member, [(purchase(f"r{n}", 5_000), f"p{n}") for n in range(5)], "import:x")
    assert [levels(answer) for answer in answers if isinstance(answer, dict)] == [[], ["silver"], [], ["gold"], []]
    assert (await state_of(backend, member)).tiers.counts == {"2026-03": 250}


async def test_a_member_from_before_there_were_tiers_counts_from_then_on(backend: Backend) -> None:
    member = await joined(backend)
    await backend.database.members.update_one({"_id": member}, {"$unset": {"tiers": 1}})
    assert await level(backend, member) is None
    assert levels(await does(backend, member, purchase("r1", 10_000), "p1")) == ["silver"]


async def publishes(backend: Backend, clock: FixedClock, text: str) -> Backend:
    await publish(backend.database, text, clock.instant, "tests")
    return Backend(backend.database, clock, Programmes(backend.database, vocabulary(), lambda: 0.0), MASTER_KEYS)


async def test_a_version_with_lower_levels_lifts_members_at_their_next_activity(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 19_000), "p1")
    easier = await publishes(backend, clock, TIERS.replace("from: 200", "from: 150"))
    visited = await does(easier, member, Visit(), "v")
    [change] = told(visited, "tier_changed")
    assert (change["after"], change["why"]) == ("gold", "programme")
    assert gave(visited) == {"gold-bonus": 7, "tier:gold": 3}, "the new version holds for this visit already"


async def test_a_version_that_counts_something_else_counts_anew(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 10_000), "p1")
    other = await publishes(backend, clock, TIERS.replace("by: earned, asset: points", "by: spent"))
    bought = await does(other, member, purchase("r2", 5_000), "p2")
    assert counted(bought) == [("2026-03", 5_000)]
    assert (await state_of(backend, member)).tiers.counts == {"2026-03": 5_000}
    assert counted(await does(other, member, bring_back("r1"), "b")) == [], "the first purchase counted points"
    assert await level(backend, member) == "silver"
    back = await publishes(other, clock, TIERS)
    assert counted(await does(back, member, bring_back("r2"), "b2")) == []


async def test_a_version_without_tiers_leaves_them_alone(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 10_000), "p1")
    without = await publishes(backend, clock, TIERS[: TIERS.index("tiers:\n  qualify")])
    clock.instant += timedelta(days=400)
    await sweep(without)
    assert await level(backend, member) == "silver"
    assert (await state_of(backend, member)).tiers.due_at is None
    assert counted(await does(without, member, purchase("r2", 5_000), "p2")) == []


@pytest.mark.parametrize(
    ("by", "first", "second"),
    [
        ("spent", [("2026-03", 12_345)], [("2026-03", -12_345)]),
        ("activities, of: [purchase, visit]", [("2026-03", 1)], [("2026-03", -1)]),
        ("activities, of: [visit]", [], []),
        ("earned, asset: gems", [], []),
    ],
)
async def test_money_and_activities_can_count(
    backend: Backend, clock: FixedClock, by: str, first: list[tuple[str, int]], second: list[tuple[str, int]]
) -> None:
    other = await publishes(backend, clock, TIERS.replace("by: earned, asset: points", f"by: {by}"))
    member = await joined(other)
    assert counted(await does(other, member, purchase("r1", 12_345), "p1")) == first
    part = await does(other, member, bring_back("r1", 45), "b1")
    rest = await does(other, member, bring_back("r1"), "b2")
    assert sum(amount for _, amount in (*counted(part), *counted(rest))) == sum(amount for _, amount in second)
    assert counted(part) == ([("2026-03", -45)] if by == "spent" else [])
    assert (await state_of(other, member)).tiers.counts == {}
