"""What a friend's activity owes is recorded exactly once, whatever dies or fails in between."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from engine_examples import backend_on, bring_back, does, everything, joined
from referral_world import WITH_REFERRAL, accepts, brings, buys, invites, newcomer, points, told

from app.clock import FixedClock
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.owing import pay_all
from app.storage.client import Database
from app.sweeper import sweep_for_ever

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_REFERRAL)


async def owed(backend: Backend) -> int:
    return await backend.database.owed.count_documents({})


async def dies_after(backend: Backend, step: asyncio.Task[object]) -> None:
    """The step ends when it has been committed, before anything is recorded for the inviter, whose turn is taken."""
    while await owed(backend) == 0:
        assert not step.done(), step
        await asyncio.sleep(0.01)
    while not step.done():  # the driver may take a first cancellation for a broken network, and go on
        step.cancel()
        await asyncio.sleep(0.01)


async def test_a_process_killed_in_between_leaves_it_to_the_sweep_which_pays_once(
    backend: Backend, clock: FixedClock, mongodb_uri: str
) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    process = await start_process(mongodb_uri, backend.database.name, boris, code)
    try:
        while await owed(backend) == 0:
            assert process.returncode is None
            await asyncio.sleep(0.02)
    finally:
        process.kill()
        await process.wait()
    assert await points(backend, boris) == 5, "the friend's own part is complete"
    assert await told(backend, anna, "friend_joined") == []
    assert (await audit(backend.database)).violations == []
    assert await pay_all(backend) == 1
    assert await points(backend, anna) == 11
    before = await everything(backend.database)
    assert await pay_all(backend) == 0
    assert await everything(backend.database) == before
    assert (await audit(backend.database)).violations == []


async def test_what_was_recorded_and_not_yet_forgotten_is_not_paid_again(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    async with backend.turns.of(anna):
        step = asyncio.create_task(accepts(backend, boris, code))
        await dies_after(backend, step)
    row = await backend.database.owed.find_one({})
    assert row is not None
    await pay_all(backend)
    await backend.database.owed.insert_one(row)  # as if this process had died, too
    await pay_all(backend)
    assert await points(backend, anna) == 11
    assert len(await told(backend, anna, "friend_joined")) == 1
    assert await owed(backend) == 0


async def test_many_sweeps_at_once_pay_once(fleet: list[Backend], clock: FixedClock) -> None:
    backend = await backend_on(fleet[0].database, clock, WITH_REFERRAL)
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    async with backend.turns.of(anna):
        await dies_after(backend, asyncio.create_task(buys(backend, boris)))
    await asyncio.gather(*(pay_all(one) for one in fleet * 3))
    assert len(await told(backend, anna, "friend_bought")) == 1
    assert await points(backend, anna) == 111
    assert (await audit(backend.database)).violations == []


async def test_a_purchase_and_its_return_are_recorded_in_that_order(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    async with backend.turns.of(anna):
        await dies_after(backend, asyncio.create_task(buys(backend, boris)))
    # The return is recorded first of all by a process that knows nothing of the purchase.
    await does(backend, boris, bring_back(), "b1")
    assert len(await told(backend, anna, "friend_bought")) == 1
    assert len(await told(backend, anna, "friend_returned")) == 1
    assert await points(backend, anna) == 11
    assert (await audit(backend.database)).violations == []


async def test_an_inviter_who_is_gone_is_owed_nothing_any_more(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    await backend.database.members.delete_one({"_id": anna})
    assert (await buys(backend, boris))["outcomes"]
    assert await owed(backend) == 0


async def test_an_inviter_who_can_not_be_read_disturbs_neither_the_friend_nor_the_others(
    backend: Backend, clock: FixedClock
) -> None:
    anna, clara = await joined(backend), await joined(backend, "clara")
    boris, dora = await brings(backend, clock, anna, "boris"), await brings(backend, clock, clara, "dora")
    async with backend.turns.of(clara):
        await dies_after(backend, asyncio.create_task(buys(backend, dora, "r2")))
    await backend.database.members.update_one({"_id": anna}, {"$rename": {"wallet": "lost"}})
    assert (await buys(backend, boris))["outcomes"]
    assert await pay_all(backend) == 1
    assert await points(backend, clara) == 111
    await backend.database.members.update_one({"_id": anna}, {"$rename": {"lost": "wallet"}})
    assert await pay_all(backend) == 1
    assert await points(backend, anna) == 111


async def test_the_sweeper_pays_what_is_owed(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    async with backend.turns.of(anna):
        await dies_after(backend, asyncio.create_task(buys(backend, boris)))
    stop = asyncio.Event()
    sweeping = asyncio.create_task(sweep_for_ever(backend, stop))
    while await owed(backend):
        assert not sweeping.done()
        await asyncio.sleep(0.01)
    stop.set()
    await sweeping
    assert await points(backend, anna) == 111


async def start_process(uri: str, database: str, member: str, code: str) -> asyncio.subprocess.Process:
    script = Path(__file__).with_name("referral_process.py")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(script.parent)])
    return await asyncio.create_subprocess_exec(
        sys.executable, str(script), uri, database, member, code, env={**os.environ, "PYTHONPATH": path}
    )
