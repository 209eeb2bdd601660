"""Streaks on a real MongoDB: recording, sweeping, racing."""

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import date, timedelta
from itertools import cycle
from typing import Any, TypeVar

import pytest
from engine_examples import bring_back, does, everything, joined, purchase, reasons_of, state_of, tried, wallet
from engine_programme import PROGRAMME, START
from ledger_checks import check_ledger
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import (
    Activity,
    Adjustment,
    Purchase,
    Return,
    Reversal,
    Spin,
    StreakFreeze,
    StreakPause,
    StreakRestore,
    Visit,
)
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.foresee import foresee
from app.engine.record import Recorded
from app.engine.sweep import sweep
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary

STREAKS = """
streaks:
  daily:
    name: Daily
    of: [visit, purchase]
    when: activity.kind == "visit" || activity.amount >= 5
    freezes: {start_with: 1, price: {asset: points, amount: 10}}
    pauses: {}
    restore: {price: {asset: points, amount: 20}}
    rewards: [{at: 3, earn: points, amount: 30}]
  weekly: {name: Weekly, of: [visit], per: week}
"""
AT_ONCE = 50
T = TypeVar("T")


@pytest.fixture
async def backend(backend: Backend) -> Backend:
    return await running(backend, PROGRAMME + STREAKS)


@pytest.fixture
async def anna(backend: Backend) -> str:
    return await joined(backend)


async def running(backend: Backend, programme: str) -> Backend:
    """A server, started anew, of another programme."""
    await publish(backend.database, programme, START, "tests", vocabulary())
    return Backend(
        backend.database, backend.clock, Programmes(backend.database, vocabulary(), lambda: 0.0), MASTER_KEYS
    )


async def visits(backend: Backend, member: str, clock: FixedClock) -> Recorded:
    return await does(backend, member, Visit(), f"visit {clock.instant}")


async def length(backend: Backend, member: str, streak: str = "daily") -> int:
    return int((await state_of(backend, member)).streaks[streak]["length"])


def told(recorded: Recorded, streak: str = "daily") -> list[tuple[str, str, int]]:
    """What an activity says happened to the streak."""
    return [
        (one["change"], one["on"], one["length"])
        for one in recorded["outcomes"]
        if one["type"] == "streak" and one["streak"] == streak
    ]


def earned(recorded: Recorded, rule: str) -> list[int]:
    return [one["amount"] for one in recorded["outcomes"] if one["type"] == "earned" and one["rule"] == rule]


def reversal(transaction: str) -> Reversal:
    return Reversal(transaction=transaction, reason="A mistake", author="anna")


async def all_at_once(tasks: Sequence[Awaitable[T]]) -> list[T]:
    return list(await asyncio.gather(*tasks))


async def test_three_days_in_a_row_are_rewarded_once_and_booked(backend: Backend, anna: str, clock: FixedClock) -> None:
    for day in range(4):
        recorded = await visits(backend, anna, clock)
        assert told(recorded)[0][2] == day + 1
        assert earned(recorded, "streak:daily") == ([30] if day == 2 else [])
        again = await does(backend, anna, purchase(f"r{day}", 600), f"p{day}")
        assert told(again) == []
        assert reasons_of(again)["streak:daily"] == f"the day March {day + 2}, 2026 counts already"
        clock.instant += timedelta(days=1)
    ledger = await backend.database.ledger.find({"member": anna}).sort("_id", 1).to_list()
    check_ledger(ledger, await state_of(backend, anna))
    assert (await audit(backend.database)).violations == []


async def test_what_does_not_qualify_is_explained(backend: Backend, anna: str) -> None:
    recorded = await does(backend, anna, purchase(amount=499), "k1")
    assert reasons_of(recorded)["streak:daily"] == (
        'the kind of activity must be "visit" (it was "purchase"), or the amount must be at least 5.00 (it was 4.99)'
    )
    assert (await state_of(backend, anna)).streaks == {}


async def test_the_next_activity_tells_what_time_did(backend: Backend, anna: str, clock: FixedClock) -> None:
    await visits(backend, anna, clock)
    clock.instant += timedelta(days=4)
    recorded = await does(backend, anna, Adjustment(asset="points", amount=1, reason="kind", author="staff"), "k2")
    assert told(recorded) == [("freeze_used", "2026-03-03", 1), ("broken", "2026-03-04", 1)]
    assert told(await visits(backend, anna, clock)) == [("advanced", "2026-03-06", 1)]


async def test_the_sweep_tells_what_time_did_in_an_activity_of_its_own(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    await visits(backend, anna, clock)
    before = await everything(backend.database)
    clock.instant = START.replace(day=3, hour=22, minute=59)  # 23:59 in Amsterdam
    assert await sweep(backend) == 0
    assert await everything(backend.database) == before
    clock.instant += timedelta(minutes=1)
    assert (await sweep(backend), await sweep(backend)) == (1, 0)
    clock.instant += timedelta(days=1)
    assert (await sweep(backend), await sweep(backend)) == (1, 0)
    times = await backend.database.activities.find({"source": "time"}).sort("number", 1).to_list()
    assert [(one["kind"], told(one)) for one in times] == [
        ("time_passed", [("freeze_used", "2026-03-03", 1)]),
        ("time_passed", [("broken", "2026-03-04", 1)]),
    ]
    assert await length(backend, anna) == 0
    assert (await state_of(backend, anna)).streaks["daily"]["due_at"] is None
    assert (await audit(backend.database)).violations == []


async def test_a_member_who_needs_nothing_is_not_written_to(backend: Backend, anna: str, clock: FixedClock) -> None:
    await visits(backend, anna, clock)
    await does(backend, anna, StreakPause(streak="daily", first=date(2026, 3, 3), last=date(2026, 3, 8)), "p1")
    before = await everything(backend.database)
    clock.instant += timedelta(days=6)
    assert await sweep(backend) == 0
    assert await everything(backend.database) == before


async def test_swept_or_not_the_end_is_the_same(backend: Backend, clock: FixedClock) -> None:
    swept, left = await joined(backend, "swept"), await joined(backend, "left")
    for member in (swept, left):
        await visits(backend, member, clock)
    kept = await backend.database.members.find_one({"_id": left})
    for _ in range(20):
        clock.instant += timedelta(hours=6)
        await sweep(backend)
    assert kept is not None
    await backend.database.members.replace_one({"_id": left}, kept)  # as if no sweep had come by
    await backend.database.activities.delete_many({"member": left, "source": "time"})
    for member in (swept, left):
        await visits(backend, member, clock)
    assert (await state_of(backend, left)).streaks == (await state_of(backend, swept)).streaks


async def test_a_streak_that_the_programme_drops_is_not_looked_at_for_ever(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    await visits(backend, anna, clock)
    fresh = await running(backend, PROGRAMME)
    clock.instant += timedelta(days=30)
    assert (await sweep(fresh), await sweep(fresh)) == (1, 0)
    assert await backend.database.activities.count_documents({"source": "time"}) == 0


async def test_a_returned_purchase_takes_neither_the_day_away_nor_the_streaks_reward(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    for _ in range(2):
        await visits(backend, anna, clock)
        clock.instant += timedelta(days=1)
    await does(backend, anna, purchase(), "k1")
    before = (await wallet(backend, anna))["points"]
    recorded = await does(backend, anna, Return(partner="till", reference="r1"), "k2")
    assert told(recorded) == []
    assert await length(backend, anna) == 3
    assert (await wallet(backend, anna))["points"] == before - 25 == 40


async def test_staff_can_reverse_what_a_streak_paid_for_a_purchase_that_was_partly_returned(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    for _ in range(2):
        await visits(backend, anna, clock)
        clock.instant += timedelta(days=1)
    bought = await does(backend, anna, purchase(), "k1")
    await does(backend, anna, bring_back(amount=1_000), "k2")
    before = (await wallet(backend, anna))["points"]
    of_rule = {one["rule"]: one["transaction"] for one in bought["outcomes"] if one["type"] == "earned"}
    refused = await tried(backend, anna, reversal(of_rule["point-per-euro"]), "k3")
    assert refused == "PARTLY_RETURNED"
    await does(backend, anna, reversal(of_rule["streak:daily"]), "k4")
    assert (await wallet(backend, anna))["points"] == before - 30


async def test_a_purchase_that_the_till_reports_late_counts_for_its_own_day(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    await visits(backend, anna, clock)
    clock.instant += timedelta(days=2)
    await visits(backend, anna, clock)
    late = Purchase(partner="till", reference="late", amount=900, currency="EUR", at=START + timedelta(days=1))
    recorded = await does(backend, anna, late, "k-late")
    assert told(recorded) == [("advanced", "2026-03-03", 3), ("freeze_returned", "2026-03-03", 3)]
    assert earned(recorded, "streak:daily") == [30]


async def test_a_clock_that_runs_ahead_gains_no_day(backend: Backend, anna: str, clock: FixedClock) -> None:
    clock.instant = START.replace(hour=22, minute=58)
    await does(backend, anna, Visit(at=clock.instant + timedelta(minutes=3)), "k1")
    assert (await state_of(backend, anna)).streaks["daily"]["periods"] == {"2026-03-02": [1, "done"]}


async def test_a_freeze_is_paid_for_and_taken_only_if_the_wallet_holds_it(backend: Backend, anna: str) -> None:
    assert await tried(backend, anna, StreakFreeze(streak="daily"), "f1") == "INSUFFICIENT_BALANCE"
    assert (await state_of(backend, anna)).streaks == {}
    await does(backend, anna, purchase(), "k1")
    recorded = await does(backend, anna, StreakFreeze(streak="daily"), "f2")
    assert told(recorded) == [("freeze_gained", "2026-03-02", 1)]
    assert await tried(backend, anna, StreakFreeze(streak="daily"), "f3") == "STREAK_FREEZES_FULL"
    assert (await wallet(backend, anna))["points"] == 15


@pytest.mark.parametrize(
    "activity",
    [
        StreakFreeze(streak="hourly"),
        StreakPause(streak="hourly", first=date(2026, 3, 3), last=date(2026, 3, 3)),
        StreakRestore(streak="hourly"),
    ],
)
async def test_a_streak_that_is_none_is_refused(backend: Backend, anna: str, activity: Activity) -> None:
    before = await everything(backend.database)
    assert await tried(backend, anna, activity, "k1") == "UNKNOWN_STREAK"
    assert await everything(backend.database) == before


async def test_a_preview_writes_nothing_about_streaks(backend: Backend, anna: str) -> None:
    before = await everything(backend.database)
    foreseen = await foresee(backend, anna, Visit())
    assert [one["change"] for one in foreseen.outcomes if one["type"] == "streak"] == ["advanced", "advanced"]
    assert await everything(backend.database) == before


async def test_fifty_parallel_restores_are_one(fleet: list[Backend], backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(amount=10_000), "k1")
    clock.instant += timedelta(days=3)
    restores = [tried(one, member, StreakRestore(streak="daily"), f"r{n}") for n, one in enumerate(fifty(fleet))]
    answers = await all_at_once(restores)
    done = [answer for answer in answers if not isinstance(answer, str)]
    assert len(done) == 1
    assert {answer for answer in answers if isinstance(answer, str)} == {"STREAK_NOT_BROKEN"}
    assert await length(backend, member) == 1
    assert (await wallet(backend, member))["points"] == 80
    assert (await audit(backend.database)).violations == []


async def test_many_activities_around_midnight_count_one_day_each(
    fleet: list[Backend], backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    midnight = START.replace(hour=23)
    clock.instant = midnight + timedelta(minutes=1)
    times = [midnight + timedelta(seconds=second) for second in (-1, 0, 1)]
    sends: list[Awaitable[Any]] = [
        does(one, member, Visit(at=at), f"v{n}")
        for n, (one, at) in enumerate(zip(fifty(fleet), cycle(times), strict=False))
    ]
    await all_at_once([*sends, *(sweep(one) for one in fleet)])
    assert await length(backend, member) == 2
    advanced = {"outcomes": {"$elemMatch": {"streak": "daily", "change": "advanced"}}}
    assert await backend.database.activities.count_documents(advanced) == 2


async def test_a_sweep_and_an_activity_at_the_same_time_use_one_freeze(
    fleet: list[Backend], backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await visits(backend, member, clock)
    clock.instant += timedelta(days=2)
    sends: list[Awaitable[Any]] = [does(one, member, Visit(), f"v{n}") for n, one in enumerate(fleet)]
    await all_at_once([*(sweep(one) for one in fleet), *sends, *(sweep(one) for one in fleet)])
    used = {"outcomes": {"$elemMatch": {"streak": "daily", "change": "freeze_used"}}}
    assert await backend.database.activities.count_documents(used) == 1
    assert await length(backend, member) == 2


async def test_a_member_from_before_there_were_streaks_can_begin_one(backend: Backend, anna: str) -> None:
    await backend.database.members.update_one({"_id": anna}, {"$unset": {"streaks": ""}})
    await does(backend, anna, Spin(wheel="plenty"), "s1")
    await does(backend, anna, Visit(), "k1")
    assert await length(backend, anna) == 1


def fifty(fleet: list[Backend]) -> list[Backend]:
    """The backends in turn."""
    return [backend for _, backend in zip(range(AT_ONCE), cycle(fleet), strict=False)]
