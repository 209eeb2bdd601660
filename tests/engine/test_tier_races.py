"""Many at once, through several backends, on a real MongoDB: a level is reached once, a membership paid once."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from engine_examples import backend_on, bring_back, does, joined, purchase, state_of, tried
from test_races import AT_ONCE, all_at_once, codes, fifty
from tier_programme import TIERS, levels, told

from app.clock import FixedClock
from app.engine.activities import MembershipPurchase
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.sweep import sweep
from app.storage.client import Database, Row


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> AsyncIterator[Backend]:
    backend = await backend_on(database, clock, TIERS)
    yield backend
    assert (await audit(database)).violations == []


async def changes(backend: Backend, member: str) -> list[str | None]:
    """Every level that the member ever came to, in order."""
    rows: list[Row] = await backend.database.activities.find({"member": member}).sort("number", 1).to_list()
    return [level for row in rows for level in levels(row)]


async def test_fifty_purchases_at_once_reach_each_level_once(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    bought = [tried(backend, member, purchase(f"r{n}", 500), f"p{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(bought)) == {"recorded": AT_ONCE}
    assert await changes(fleet[0], member) == ["silver", "gold"]
    state = await state_of(fleet[0], member)
    assert state.tiers.counts == {"2026-03": 5 * AT_ONCE}
    assert state.holding("spins").available == 3


async def test_fifty_sweeps_at_once_lower_a_level_once(fleet: list[Backend], clock: FixedClock) -> None:
    members = [await joined(fleet[0], f"member-{n}") for n in range(5)]
    for number, member in enumerate(members):
        await does(fleet[0], member, purchase(f"r{number}", 10_000), "p")
    clock.instant += timedelta(days=200)
    assert sum(await all_at_once([sweep(backend) for backend in fifty(fleet)])) == 5
    for member in members:
        assert await changes(fleet[0], member) == ["silver", None]


async def test_a_membership_with_the_balance_for_one_is_bought_once(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase("r1", 5_000), "p")
    trial = MembershipPurchase(membership="trial")
    answers = [tried(backend, member, trial, f"t{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(answers)) == {"recorded": 1, "INSUFFICIENT_BALANCE": AT_ONCE - 1}
    assert len((await state_of(fleet[0], member)).tiers.bought["trial"].terms) == 1


async def test_fifty_sends_of_one_payment_are_one_and_fifty_equal_answers(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase("r1", 20_000), "p")
    trial = MembershipPurchase(membership="trial")
    answers = await all_at_once([does(backend, member, trial, "t") for backend in fifty(fleet)])
    assert all(answer == answers[0] for answer in answers)
    assert len(told(answers[0], "membership_bought")) == 1
    assert len((await state_of(fleet[0], member)).tiers.bought["trial"].terms) == 1


async def test_parts_of_a_return_at_once_take_back_exactly_what_had_counted(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase("r1", 20_000), "p")
    parts = [tried(backend, member, bring_back("r1", 400), f"b{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(parts)) == {"recorded": AT_ONCE}
    state = await state_of(fleet[0], member)
    assert (state.tiers.counts, state.tiers.level) == ({}, None)
