"""New badges for those whose history fulfils them already: by a job that may be killed, and while members go on."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from badge_world import PROGRAMME, WITHOUT, badges_of, brings_back, buys, has, outcomes, published, recomputed, visits
from engine_examples import AMSTERDAM, backend_on, does, everything, joined, state_of, wallet

from app.clock import FixedClock
from app.engine.activities import Join
from app.engine.audit.audit import audit
from app.engine.awarding import award, awarding_progress
from app.engine.backend import Backend
from app.engine.erase import erase
from app.engine.join import join, known_or_new
from app.storage.client import Client, Database

ROOT = Path(__file__).parents[2]
MEMBERS = 40
HARDER = PROGRAMME.replace("target: 2\n", "target: 3\n")


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    """A programme without badges, so far."""
    return await backend_on(database, clock, WITHOUT)


@pytest.fixture
async def impatient_mongodb(mongodb_client: Client) -> AsyncIterator[None]:
    """Ends what a killed process has left open after 5 seconds instead of 60."""
    was = await mongodb_client.admin.command("setParameter", 1, transactionLifetimeLimitSeconds=5)
    yield
    await mongodb_client.admin.command("setParameter", 1, transactionLifetimeLimitSeconds=was["was"])


async def visitors(backend: Backend, count: int = MEMBERS) -> list[str]:
    """Members of whom every other one has visited twice."""
    members = [await joined(backend, f"member-{number}") for number in range(count)]
    for number, member in enumerate(members):
        for visit in range(1 + number % 2):
            await does(backend, member, visits("abc"[visit]), f"visit-{visit}")
    return members


async def check(backend: Backend, members: list[str]) -> None:
    """Everybody has what they have earned, once, and was paid for it once."""
    for number, member in enumerate(members):
        assert await has(backend, member) == ({"two-visits": 1} if number % 2 else {})
        points = {"points": 110, "stars": 7} if number % 2 else {"points": 5}
        assert await wallet(backend, member) == points
        assert (await badges_of(backend, member)).tallies == await recomputed(backend, member)
    rows = await backend.database.activities.find({"outcomes.type": "badge_awarded"}).to_list()
    assert Counter(row["member"] for row in rows) == Counter(members[1::2])
    assert (await audit(backend.database)).violations == []


async def test_everyone_who_had_earned_a_new_badge_gets_it(backend: Backend) -> None:
    members = await visitors(backend)
    backend = await published(backend, PROGRAMME)
    seen: list[tuple[int, int]] = []
    assert await award(backend, lambda done, total: seen.append((done, total))) == MEMBERS // 2
    await check(backend, members)
    assert seen == [(number, MEMBERS) for number in range(1, MEMBERS + 1)]
    progress = await awarding_progress(backend)
    assert progress is not None
    assert (progress.version, progress.done, progress.of) == (2, MEMBERS, MEMBERS)
    assert progress.finished_at is not None


async def test_awarding_again_changes_nothing(backend: Backend) -> None:
    await visitors(backend, 4)
    backend = await published(backend, PROGRAMME)
    await award(backend)
    before = await everything(backend.database)
    assert await award(backend) == 0
    assert await everything(backend.database) == before


async def test_a_programme_without_badges_has_nothing_to_award(backend: Backend) -> None:
    await visitors(backend, 2)
    before = await everything(backend.database)
    assert await award(backend) == 0
    assert await everything(backend.database) == before
    assert await awarding_progress(backend) is None


async def test_an_award_for_the_past_is_an_activity_of_its_own(backend: Backend) -> None:
    _, member = await visitors(backend, 2)
    await award(await published(backend, PROGRAMME))
    [row] = await backend.database.activities.find({"kind": "awarding"}).to_list()
    assert (row["member"], row["source"], row["at"]) == (member, "programme", backend.clock.now())
    assert outcomes(row, "badge_awarded") == [("two-visits", None, 1, 1)]


async def test_members_who_act_meanwhile_are_decided_about_from_their_history(backend: Backend) -> None:
    _, member = await visitors(backend, 2)
    backend = await published(backend, PROGRAMME)
    third = await does(backend, member, visits(), "third")
    assert outcomes(third, "badge_awarded") == [("two-visits", None, 1, 1)]
    assert await award(backend) == 0  # only the other one was left, and has nothing
    assert await has(backend, member) == {"two-visits": 1}


async def test_whoever_was_erased_is_passed_over_and_their_books_are_sound(backend: Backend) -> None:
    members = await visitors(backend, 4)
    await erase(backend, "login:member-1", "e1", "app")
    backend = await published(backend, PROGRAMME)
    await erase(backend, "login:member-0", "e1", "app")
    assert await award(backend) == 1
    await erase(backend, "login:member-3", "e1", "app")
    assert await award(await published(backend, HARDER)) == 0
    rows = await backend.database.activities.find({"outcomes.type": "badge_awarded"}).to_list()
    assert [row["member"] for row in rows] == [members[3]]
    assert (await audit(backend.database)).violations == []


async def test_a_return_right_after_the_publication_awards_nothing_for_what_came_back(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, buys("r1", 6000), "k1")
    backend = await published(backend, PROGRAMME)
    back = await does(backend, member, brings_back("r1"), "k2")
    assert outcomes(back, "badge_awarded") == outcomes(back, "badge_revoked") == []
    assert await has(backend, member) == {}


async def test_a_changed_badge_stays_with_those_who_have_it(backend: Backend) -> None:
    members = await visitors(backend, 4)
    await award(await published(backend, PROGRAMME))
    backend = await published(backend, HARDER)
    assert await award(backend) == 0
    assert await has(backend, members[1]) == {"two-visits": 1}
    assert (await badges_of(backend, members[1])).tally("two-visits").value == 2
    third = await does(backend, members[1], visits(), "third")
    assert outcomes(third, "badge_awarded") == []  # it has it already
    for number in range(2):
        last = await does(backend, members[0], visits(), f"more-{number}")
    assert outcomes(last, "badge_awarded") == [("two-visits", None, 1, 1)]


async def test_a_badge_that_went_and_came_back_is_counted_from_the_history(backend: Backend) -> None:
    member = await joined(backend)
    await does(await published(backend, PROGRAMME), member, visits(), "k1")
    await does(await published(backend, WITHOUT), member, visits(), "k2")
    backend = await published(backend, PROGRAMME.replace("name: Test", "name: Test again"))
    assert await award(backend) == 1
    assert await has(backend, member) == {"two-visits": 1}


async def test_newcomers_are_never_looked_at(backend: Backend) -> None:
    backend = await published(backend, PROGRAMME)
    await joined(backend)
    assert await award(backend) == 0
    assert await awarding_progress(backend) is None


async def test_a_joining_that_was_interrupted_can_still_be_finished(backend: Backend) -> None:
    activity = Join(zone=AMSTERDAM, language="en")
    await known_or_new(backend, ["login:anna"], activity)
    backend = await published(backend, PROGRAMME)
    assert await award(backend) == 0
    recorded = await join(backend, "login:anna", activity, "join", "app")
    assert (await state_of(backend, recorded["member"])).version == 1


async def test_a_broken_member_is_passed_over(backend: Backend) -> None:
    members = await visitors(backend, 4)
    await backend.database.members.update_one({"_id": members[3]}, {"$set": {"wallet": 7}})
    backend = await published(backend, PROGRAMME)
    assert await award(backend) == 1
    assert await has(backend, members[1]) == {"two-visits": 1}


async def test_several_processes_at_once_award_once(backend: Backend, fleet: list[Backend]) -> None:
    members = await visitors(backend)
    fleet = [await published(one, PROGRAMME) for one in fleet]
    acting = [does(fleet[0], member, visits(), "meanwhile") for member in members[:8]]
    await asyncio.gather(*(award(one) for one in fleet), *acting)
    for number, member in enumerate(members):
        assert await has(backend, member) == ({"two-visits": 1} if number % 2 or number < 8 else {})
    assert (await audit(backend.database)).violations == []


@pytest.mark.usefixtures("impatient_mongodb")
async def test_an_awarding_killed_again_and_again_ends_with_one_award_each(backend: Backend, mongodb_uri: str) -> None:
    members = await visitors(backend)
    backend = await published(backend, PROGRAMME)
    for _ in range(3):
        before = await _awarded(backend)
        both = [await _start(mongodb_uri, backend.database.name) for _ in range(2)]
        while await _awarded(backend) == before and both[0].returncode is None:  # noqa: ASYNC110 - others work
            await asyncio.sleep(0.005)
        for process in both:
            if process.returncode is None:
                process.kill()
            await process.wait()
    await asyncio.gather(award(backend), award(await published(backend, PROGRAMME)))
    await check(backend, members)


async def _awarded(backend: Backend) -> int:
    return await backend.database.activities.count_documents({"kind": "awarding"})


async def _start(uri: str, database: str) -> asyncio.subprocess.Process:
    """An awarding in another process, which is about to begin."""
    script = Path(__file__).with_name("award_process.py")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(script.parent)])
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(script), uri, database,
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process
