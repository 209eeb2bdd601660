"""Planning and delivering by themselves, in one process and in several."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from campaign_world import Verdicts, campaign, decisions, started, with_phone
from redis.asyncio import Redis
from redis_server import needs_redis, redis_listening

from app.campaigns.desk import Desk
from app.campaigns.lanes import held, take
from app.campaigns.model import Channel
from app.campaigns.sending.push_sender import PushSender
from app.campaigns.working.running import run_campaigns
from app.campaigns.working.turns import turns_to_take
from app.channels.verdict import Delivered, Verdict, Wait
from app.clock import FixedClock
from app.engine.backend import Backend
from app.messages.documents import LISTENING, PLANNING
from app.metrics import REGISTRY
from app.push.message import PushMessage

PATIENCE_S = 20.0
OCCURRENCES = "magpie_occurrences_planned_total"
NAMES = [f"member-{number}" for number in range(40)]


@contextlib.asynccontextmanager
async def running(*desks: Desk, redis_url: str | None = None) -> AsyncIterator[None]:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for desk in desks:
            group.create_task(run_campaigns(desk, stop, redis_url))
        yield
        stop.set()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.05)


def another(desk: Desk, name: str, push: Verdicts) -> Desk:
    return replace(desk, owner=name, senders={Channel.PUSH: PushSender(desk.database, desk.backend.clock, push)})


def metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_a_campaign_is_planned_sent_and_ended_by_itself(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    for name in NAMES[:5]:
        await with_phone(backend, name)
    name = await started(desk, campaign())
    sent, planned = metric("magpie_deliveries_total", channel="push", decision="sent"), metric(OCCURRENCES)

    async def has_ended() -> bool:
        return await backend.database.campaigns.find_one({"_id": name, "state": "ended"}) is not None

    clock.instant += timedelta(hours=2)
    async with running(desk):
        await until(has_ended)
    assert sorted(push.to) == NAMES[:5]
    assert metric("magpie_deliveries_total", channel="push", decision="sent") == sent + 5
    assert metric(OCCURRENCES) == planned + 1


async def test_when_asked_to_stop_it_finishes_what_it_is_sending_and_lets_go_of_everything(
    desk: Desk, backend: Backend, clock: FixedClock
) -> None:
    slow = Slow()
    await with_phone(backend, "anna")
    name = await started(desk, campaign())
    clock.instant += timedelta(hours=2)
    stop = asyncio.Event()
    task = asyncio.create_task(run_campaigns(another(desk, "slow", slow), stop))
    await asyncio.wait_for(slow.sending.wait(), PATIENCE_S)
    stop.set()
    slow.go_on.set()
    await asyncio.wait_for(task, PATIENCE_S)
    assert list((await decisions(desk, name)).values()) == ["sent"]
    busy = {"$or": [{"until": {"$gt": desk.machine_now()}}, {"asked": {"$ne": None}}]}
    assert await backend.database.lanes.count_documents(busy) == 0


class Slow(Verdicts):
    """A push service that is told when to answer."""

    def __init__(self) -> None:
        super().__init__()
        self.sending, self.go_on = asyncio.Event(), asyncio.Event()

    async def send(self, messages: list[PushMessage]) -> list[Verdict]:  # type: ignore[override]
        self.sending.set()
        await self.go_on.wait()
        return await super().send(messages)


async def test_a_channel_that_takes_no_more_slows_the_whole_campaign_down(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    for name in NAMES:
        await with_phone(backend, name)
    push.answer = lambda message: Wait(120.0)
    slowed = await started(desk, campaign("slowed"))
    clock.instant += timedelta(hours=2)

    async def rests() -> bool:
        return await backend.database.campaigns.find_one({"_id": slowed, "resting_until": {"$ne": None}}) is not None

    async with running(desk):
        await until(rests)
    tried = len(push.sent)
    push.answer = lambda message: Delivered("")
    await backend.database.lanes.update_many({}, {"$set": {"asked": None}})
    assert await turns_to_take(desk, 40) == [LISTENING, PLANNING]
    assert len(push.sent) == tried
    clock.instant += timedelta(seconds=121)

    async def all_sent() -> bool:
        return Counter((await decisions(desk, slowed)).values()) == {"sent": len(NAMES)}

    async with running(desk):
        await until(all_sent)


async def test_a_lane_is_nobody_elses_while_its_work_lasts_and_anybodys_afterwards(desk: Desk) -> None:
    async with held(desk.database, 3, "one", desk.machine_now) as lease:
        assert lease is not None
        assert await take(desk.database, 3, "other", desk.machine_now()) is None
        assert await take(desk.database, 3, "one", desk.machine_now()) is None, "not twice in one process either"
    later = await take(desk.database, 3, "other", desk.machine_now())
    assert later is not None
    assert later.token > lease.token


async def test_a_turn_is_asked_for_by_one_process_and_again_when_it_got_lost(desk: Desk) -> None:
    other = replace(desk, owner="other")
    asked = await asyncio.gather(turns_to_take(desk, 9), turns_to_take(other, 9))
    assert sorted([*asked[0], *asked[1]]) == [LISTENING, PLANNING]
    long_ago = desk.machine_now() - timedelta(seconds=31)
    await desk.database.lanes.update_many({}, {"$set": {"asked": long_ago}})
    assert await turns_to_take(desk, 9) == [LISTENING, PLANNING]


@needs_redis
@pytest.mark.parametrize("away", [False, True])
async def test_processes_with_the_same_redis_share_the_work_also_when_redis_dies_meanwhile(
    desk: Desk, backend: Backend, clock: FixedClock, tmp_path: Path, away: bool
) -> None:
    for name in NAMES:
        await with_phone(backend, name)
    first, second = Verdicts(), Verdicts()
    fleet = [another(desk, "first", first), another(desk, "second", second)]
    name = await started(desk, campaign())

    async def all_sent() -> bool:
        return Counter((await decisions(desk, name)).values()) == {"sent": len(NAMES)}

    async with contextlib.AsyncExitStack() as stack:
        url = await stack.enter_async_context(redis_listening(tmp_path))
        async with running(*fleet, redis_url=url):
            if away:
                await stack.aclose()
                await asyncio.sleep(1.5)
                await stack.enter_async_context(redis_listening(tmp_path, int(url.rpartition(":")[2])))
            clock.instant += timedelta(hours=2)
            await backend.database.lanes.update_many({}, {"$set": {"asked": None}})
            await until(all_sent)
            async with Redis.from_url(url) as client:
                assert await client.xlen(f"magpie:{desk.database.name}:turns") > 0
    assert sorted(first.to + second.to) == sorted(NAMES)
    assert min(len(first.to), len(second.to)) > 0
