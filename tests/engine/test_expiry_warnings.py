"""Warnings of what expires, on a real MongoDB: recorded once, whoever sweeps, also for members who do nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from engine_examples import backend_on, does, joined, purchase, state_of
from engine_programme import PROGRAMME, START
from offer_world import check_books

from app.clock import FixedClock
from app.engine.activities import Adjustment
from app.engine.backend import Backend
from app.engine.sweep import sweep
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database, Row

EXPIRES = "points: {name: Points, expires: 12 months,"
WARNING = PROGRAMME.replace(EXPIRES, f"{EXPIRES} warn_days: [30, 7],")
MONTH_BEFORE = timedelta(days=365 + 1)
"""From the start to 3 March 2027; what is earned at the start expires at the end of that month."""


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WARNING)


async def activities(backend: Backend, member: str) -> list[Row]:
    rows: list[Row] = await backend.database.activities.find({"member": member}).sort("number", 1).to_list()
    return rows


async def warned(backend: Backend, member: str) -> list[tuple[int, int]]:
    """Amount and days of each warning ever recorded."""
    rows = await activities(backend, member)
    told: list[Any] = [one for row in rows for one in row["outcomes"] if one["type"] == "expiry_warned"]
    return [(one["amount"], one["days"]) for one in told]


async def test_many_sweeps_at_once_warn_each_member_once(fleet: list[Backend], clock: FixedClock) -> None:
    members = [await joined(fleet[0], f"member-{number}") for number in range(4)]
    for number, member in enumerate(members):
        await does(fleet[0], member, purchase(f"r{number}", 1000 + number * 100), "buy")
    idle = await joined(fleet[0], "idle")
    clock.instant += MONTH_BEFORE
    await asyncio.gather(*(sweep(backend) for backend in fleet for _ in range(3)))
    assert [await warned(fleet[0], member) for member in members] == [[(10 + number, 30)] for number in range(4)]
    assert await warned(fleet[0], idle) == []
    last = (await activities(fleet[0], members[0]))[-1]
    assert (last["kind"], last["source"], last["key"]) == ("time_passed", "time", f"time:{last['number'] - 1}")
    assert await sweep(fleet[0]) == 0, "all is said"
    await check_books(fleet[0])


async def test_a_purchase_and_a_sweep_at_once_warn_once_of_what_there_is(
    fleet: list[Backend], clock: FixedClock
) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase("r1", 1000), "buy")
    clock.instant += MONTH_BEFORE
    more = Adjustment(asset="points", amount=5, reason="Sorry", author="sam")
    await asyncio.gather(
        sweep(fleet[0]), sweep(fleet[1]), does(fleet[2], member, purchase("r2", 1000), "buy again"),
        does(fleet[3], member, more, "more"),
    )  # fmt: skip
    await sweep(fleet[0])
    assert await warned(fleet[0], member) == [(10, 30)], "what came since expires a year later"


async def test_what_the_member_does_is_not_mixed_with_warnings(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 1000), "buy")
    clock.instant += MONTH_BEFORE
    bought = await does(backend, member, purchase("r2", 100), "buy again")
    assert "expiry_warned" not in [one["type"] for one in bought["outcomes"]]
    assert await sweep(backend) == 1
    assert await warned(backend, member) == [(10, 30)]


async def test_the_sweep_comes_at_the_next_of_the_warning_days(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 1000), "buy")
    state = await state_of(backend, member)
    assert state.warnings.due_at is not None
    clock.instant = state.warnings.due_at - timedelta(milliseconds=1)
    assert await sweep(backend) == 1, "the miles that time has brought meanwhile"
    assert await warned(backend, member) == []
    clock.instant = state.warnings.due_at
    assert await sweep(backend) == 1
    later = (await state_of(backend, member)).warnings.due_at
    assert later == state.warnings.due_at + timedelta(days=23)
    clock.instant = later
    await sweep(backend)
    assert await warned(backend, member) == [(10, 30), (10, 7)]
    assert (await state_of(backend, member)).warnings.due_at is None


async def test_warnings_that_are_published_later_reach_members_who_do_nothing(
    database: Database, clock: FixedClock
) -> None:
    backend = await backend_on(database, clock)
    member = await joined(backend)
    await does(backend, member, purchase("r1", 1000), "buy")
    assert (await state_of(backend, member)).warnings.due_at is None
    clock.instant += timedelta(days=300)
    await sweep(backend)
    await publish(database, WARNING, clock.instant, "tests", vocabulary())
    backend = replace(backend, programmes=Programmes(database, vocabulary(), lambda: 0.0))
    assert await sweep(backend) == 1
    assert (await state_of(backend, member)).warnings.due_at is not None
    assert await sweep(backend) == 0
    clock.instant = START + MONTH_BEFORE
    await sweep(backend)
    assert await warned(backend, member) == [(10, 30)]


async def test_warnings_that_are_taken_out_again_are_forgotten_when_they_would_be_due(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 1000), "buy")
    await publish(backend.database, PROGRAMME, clock.instant, "tests", vocabulary())
    backend = replace(backend, programmes=Programmes(backend.database, vocabulary(), lambda: 0.0))
    clock.instant += MONTH_BEFORE
    await sweep(backend)
    assert await warned(backend, member) == []
    assert (await state_of(backend, member)).warnings.due_at is None
