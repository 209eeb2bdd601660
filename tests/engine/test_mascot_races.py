"""Many starts, reports and verdicts at once, through several backends, on a real MongoDB."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle

import pytest
from engine_examples import backend_on, does, joined, tried, wallet
from mascot_world import WITH_GAMES, approval, opened, outcome, perfect, plays, rejection, report, start

from app.clock import FixedClock
from app.engine.activities import Activity
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.storage.client import Database

AT_ONCE = 50


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_GAMES)


async def at_once(fleet: list[Backend], member: str, activities: Sequence[Activity]) -> Counter[str]:
    """How many were recorded when all were sent under keys of their own, and how often which refusal came."""
    sent = [
        tried(backend, member, activity, f"race-{number}")
        for number, (backend, activity) in enumerate(zip(cycle(fleet), activities, strict=False))
    ]
    answers = await asyncio.gather(*sent)
    return Counter(answer if isinstance(answer, str) else "recorded" for answer in answers)


async def check_books(backend: Backend) -> None:
    assert (await audit(backend.database)).violations == []


async def test_fifty_starts_open_one_round(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    starts = [start("magpies" if number % 2 else "once") for number in range(AT_ONCE)]
    assert await at_once(fleet, member, starts) == {"recorded": 1, "ROUND_ALREADY_OPEN": AT_ONCE - 1}
    assert (await opened(fleet[0], member)).number == 0
    assert await fleet[0].database.rounds.count_documents({}) == 0


async def test_fifty_starts_after_a_round_expired_close_it_once(fleet: list[Backend], clock: FixedClock) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, start(), "s1")
    clock.instant += timedelta(minutes=5)
    assert (await at_once(fleet, member, [start()] * AT_ONCE))["recorded"] == 1
    assert await fleet[0].database.rounds.count_documents({"end": "expired"}) == 1
    assert (await opened(fleet[0], member)).number == 1
    await check_books(fleet[0])


async def test_fifty_reports_of_one_round_pay_once(fleet: list[Backend], clock: FixedClock) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, start(), "s1")
    played = await opened(fleet[0], member)
    clock.instant += timedelta(seconds=20)
    reports = [report(member, played, perfect(played)[: 1 + number % 8]) for number in range(AT_ONCE)]
    assert await at_once(fleet, member, reports) == {"recorded": 1, "ROUND_ALREADY_FINISHED": AT_ONCE - 1}
    [kept] = await fleet[0].database.rounds.find().to_list()
    assert (await wallet(fleet[0], member))["points"] == kept["paid"] == kept["score"]
    await check_books(fleet[0])


async def test_fifty_sends_of_one_report_have_one_effect_and_fifty_equal_answers(
    fleet: list[Backend], clock: FixedClock
) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, start(), "s1")
    played = await opened(fleet[0], member)
    clock.instant += timedelta(seconds=20)
    said = report(member, played, perfect(played))
    sent = [does(backend, member, said, "f1") for _, backend in zip(range(AT_ONCE), cycle(fleet), strict=False)]
    answers = await asyncio.gather(*sent)
    assert all(answer["outcomes"] == answers[0]["outcomes"] for answer in answers)
    assert (await wallet(fleet[0], member))["points"] == 16
    await check_books(fleet[0])


async def test_of_fifty_approvals_and_rejections_one_decides(fleet: list[Backend], clock: FixedClock) -> None:
    member = await joined(fleet[0])
    played = outcome(await plays(fleet[0], clock, member, "bot", reaction_ms=40), "round_in_review")["round"]
    verdicts = [approval(played) if number % 2 else rejection(played) for number in range(AT_ONCE)]
    assert await at_once(fleet, member, verdicts) == {"recorded": 1, "ROUND_ALREADY_REVIEWED": AT_ONCE - 1}
    [decided] = await fleet[0].database.round_reviews.find().to_list()
    paid = (await wallet(fleet[0], member)).get("points", 0)
    assert paid == decided["verdict"]["paid"] == (16 if decided["verdict"]["approved"] else 0)
    await check_books(fleet[0])


async def test_approvals_beside_a_report_never_exceed_the_cap_of_the_day(
    fleet: list[Backend], clock: FixedClock
) -> None:
    member = await joined(fleet[0])
    bots = [
        outcome(await plays(fleet[0], clock, member, f"bot-{number}", reaction_ms=40), "round_in_review")["round"]
        for number in range(5)
    ]
    await does(fleet[0], member, start(), "s1")
    played = await opened(fleet[0], member)
    clock.instant += timedelta(seconds=20)
    mixed = [*(approval(bot) for bot in bots), report(member, played, perfect(played))]
    assert await at_once(fleet, member, mixed) == {"recorded": 6}
    assert (await wallet(fleet[0], member))["points"] == 20
    await check_books(fleet[0])
