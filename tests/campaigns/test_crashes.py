"""What is left of a campaign when workers are killed in the middle of it: exactly what its policy promises.

`make crashes TIMES=20` runs each case twenty times.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from campaign_world import campaign, started, with_phone
from fcm.server import FcmServer, fcm_server
from worker_process import DEATHS, Work, be_ready, ended, start

from app.campaigns.desk import Desk
from app.clock import FixedClock
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.storage.client import Database

TIMES = int(os.environ.get("CRASH_TIMES", "1"))
NAMES = [f"member-{number}" for number in range(10)]
KILLED = -signal.SIGKILL
MORE = """\
gift: {reward: {earn: points, amount: 50}, most: 1000}
channels: [{channel: push}, {channel: push, after: 2d}]
policy: """
AT_LEAST_ONCE, AT_MOST_ONCE = "at_least_once", "at_most_once"
TAKEN_BUT_NOT_NOTED = {"after the answer", "after the next step"}
NOT_YET_MARKED = {"after fencing", "after deciding"}


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    be_ready()


@pytest.fixture(params=range(TIMES), autouse=True)
def time(request: pytest.FixtureRequest) -> int:
    """Repeats everything, as often as it is wanted."""
    return int(request.param)


@pytest.fixture
async def fcm(tmp_path: Path) -> AsyncIterator[FcmServer]:
    async with fcm_server(tmp_path, tls=False) as server:
        yield server


@dataclass(frozen=True)
class Scene:
    """A campaign that is due, and the workers that send it."""

    work: Work
    database: Database
    fcm: FcmServer

    async def worker(self, **changes: object) -> int:
        """Let a worker do what is due; how it ended."""
        return await ended(start(replace(self.work, **changes)))  # type: ignore[arg-type]

    async def half_a_minute_later(self) -> None:
        """The leases of whoever died are over, and the transactions that MongoDB still had open for them."""
        long_ago = datetime.fromtimestamp(0, UTC)
        await self.database.client.admin.command("killAllSessions", [])
        await self.database.lanes.update_many({}, {"$set": {"until": long_ago, "asked": None}})
        await self.database.occurrences.update_many({}, {"$set": {"until": long_ago}})

    def arrived(self) -> Counter[str]:
        """How often FCM took a message for each phone, and that all of these replace one another."""
        taken = [one for one in self.fcm.tally.last if one.taken]
        tags = {(one.target, one.message["android"]["notification"]["tag"]) for one in taken}
        assert len(tags) == len({target for target, _ in tags})
        return Counter(one.target for one in taken)

    async def decisions(self) -> dict[str, str]:
        """What was noted of the first step, by the member's phone."""
        phones = {row["member"]: row["value"] async for row in self.database.devices.find()}
        rows = self.database.deliveries.find({"step": 0})
        return {phones[row["member"]]: row["decision"] async for row in rows}

    async def gifts(self) -> Counter[str]:
        """How many gifts each member got."""
        return Counter([row["member"] async for row in self.database.activities.find({"kind": "campaign_gift"})])

    async def check(self, policy: str) -> None:
        """What holds however often and wherever workers were killed."""
        arrived, noted = self.arrived(), await self.decisions()
        assert set(noted) == set(NAMES)
        assert list((await self.gifts()).values()) == [1] * len(NAMES)
        if policy == AT_LEAST_ONCE:
            assert set(arrived) == set(NAMES)
            assert set(noted.values()) == {"sent"}
        else:
            assert set(arrived.values()) <= {1}
            assert set(noted.values()) <= {"sent", "unknown"}
            assert {name for name, decision in noted.items() if decision == "sent"} <= set(arrived)
        assert await self.database.deliveries.count_documents({"step": 1}) == len(NAMES)
        assert (await audit(self.database)).violations == []


@pytest.fixture(params=[AT_LEAST_ONCE, AT_MOST_ONCE])
def policy(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def scene_of(policy: str, desk: Desk, backend: Backend, clock: FixedClock, uri: str, fcm: FcmServer) -> Scene:
    for name in NAMES:
        await with_phone(backend, name)
    await started(desk, campaign(more=MORE + policy))
    due = clock.instant + timedelta(hours=2)
    work = Work(uri, backend.database.name, fcm.origin, fcm.credentials, fcm.certificate, due)
    return Scene(work, backend.database, fcm)


@pytest.fixture
async def scene(
    policy: str, desk: Desk, backend: Backend, clock: FixedClock, mongodb_uri: str, fcm: FcmServer
) -> Scene:
    return await scene_of(policy, desk, backend, clock, mongodb_uri, fcm)


@pytest.mark.parametrize("death", DEATHS)
async def test_a_worker_killed_at_any_step_costs_what_the_policy_allows(scene: Scene, policy: str, death: str) -> None:
    for _ in range(2):
        assert await scene.worker(dies=death) == KILLED
        await scene.half_a_minute_later()
    assert await scene.worker() == 0
    await scene.check(policy)
    arrived, noted = scene.arrived(), Counter((await scene.decisions()).values())
    twice = [name for name, times in arrived.items() if times > 1]
    if policy == AT_LEAST_ONCE:
        assert bool(twice) == (death in TAKEN_BUT_NOT_NOTED)
    elif death in NOT_YET_MARKED or death == "after noting":
        assert noted == {"sent": len(NAMES)}
    else:
        assert noted["unknown"] > 0
        assert (len(arrived) == len(NAMES)) == (death in TAKEN_BUT_NOT_NOTED)


@pytest.mark.parametrize("seed", range(2))
async def test_workers_killed_at_any_moment_cost_what_the_policy_allows(
    scene: Scene, policy: str, seed: int, time: int
) -> None:
    random = Random(f"{policy}{seed}:{time}")
    deaths = 0
    for _ in range(3):
        deaths += await scene.worker(at_command=random.randint(20, 250)) == KILLED
        await scene.half_a_minute_later()
    assert await scene.worker() == 0
    assert deaths > 0
    await scene.check(policy)
    assert max(scene.arrived().values()) <= 1 + deaths


@pytest.mark.parametrize("answers", [1, 4, 9])
async def test_a_worker_killed_while_answers_come_in_costs_what_the_policy_allows(
    scene: Scene, policy: str, answers: int
) -> None:
    worker = start(scene.work)

    def kill(target: str) -> None:
        if len(scene.fcm.tally.last) + 1 == answers:
            os.kill(worker.pid or 0, signal.SIGKILL)

    scene.fcm.script.watch = kill
    assert await ended(worker) == KILLED
    await scene.half_a_minute_later()
    assert await scene.worker() == 0
    await scene.check(policy)


async def test_two_workers_that_plan_and_send_at_once_make_one_occurrence_and_no_duplicate(
    scene: Scene, policy: str
) -> None:
    workers = [start(replace(scene.work, for_ever=True)) for _ in range(2)]
    async with asyncio.timeout(60):
        while len(scene.fcm.tally.last) < len(NAMES):  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.05)
    for worker in workers:
        worker.terminate()
    assert [await ended(worker) for worker in workers] == [0, 0]
    assert await scene.database.occurrences.count_documents({}) == 1
    assert set((await scene.decisions()).values()) == {"sent"}
    assert set(scene.arrived().values()) == {1}
    await scene.check(policy)
