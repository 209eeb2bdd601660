"""The workers of compose.yaml, several of them, on a real Redis that is started as it says."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from fcm.process import FcmProcess, fcm_process
from redis.asyncio import Redis
from redis_server import needs_redis, redis_listening
from ruamel.yaml import YAML

from app.campaigns.deliveries import count_decisions
from app.development_clock import DevelopmentClock
from app.messages.documents import LANES
from app.opening import open_backend
from app.programme.values import Duration
from app.storage.client import Database
from benchmarks.campaign import CAMPAIGN_ID, make_members, start_campaign
from benchmarks.members import settings_for

ROOT = Path(__file__).parents[2]
SERVICES = YAML(typ="safe").load(ROOT / "compose.yaml")["services"]
WORKER, REDIS = SERVICES["worker"], SERVICES["redis"]
DEVICES = 300
PATIENCE_S = 60.0


def environment(uri: str, redis_url: str, folder: Path, fcm: FcmProcess) -> dict[str, str]:
    """The worker's, with the addresses of this machine. Not in production, which refuses any FCM but Google's."""
    assert WORKER["environment"]["MAGPIE_REDIS_URL"] == "redis://redis:6379"
    here = {
        "MAGPIE_MODE": "development",
        "MAGPIE_REDIS_URL": redis_url,
        "MONGODB_URI": uri,
        "MAGPIE_MONGODB_DATABASE": "test",
        "MAGPIE_DATA_DIR": str(folder),
        "MAGPIE_FIREBASE_ENDPOINT": fcm.origin,
        "MAGPIE_FIREBASE_CREDENTIALS": str(fcm.credentials),
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **WORKER["environment"], **here, **fcm.trust}


@contextlib.asynccontextmanager
async def working(environment: dict[str, str], folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command of a worker. It must end well within the time that it is given."""
    program, *arguments = WORKER["command"]
    assert program == "magpie"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", f"from app.cli import main; main({arguments})"), env=environment, cwd=folder
    )
    try:
        yield process
    finally:
        process.terminate()
        status = await asyncio.wait_for(process.wait(), float(WORKER["stop_grace_period"].removesuffix("s")))
    assert status == 0


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.1)


@needs_redis
async def test_two_workers_as_in_compose_share_a_campaign_and_stop_when_they_are_asked_to(
    database: Database, mongodb_uri: str, tmp_path: Path
) -> None:
    settings = settings_for(mongodb_uri, tmp_path).model_copy(update={"mongodb_database": database.name})
    assert REDIS["command"][0] == "redis-server"
    async with (
        open_backend(settings, sending=False) as opened,
        fcm_process(tmp_path, tls=True) as fcm,
        redis_listening(tmp_path, options=REDIS["command"][1:]) as redis_url,
        contextlib.AsyncExitStack() as stack,
    ):
        await make_members(opened, DEVICES)
        await start_campaign(opened)
        redis = await stack.enter_async_context(Redis.from_url(redis_url))
        for _ in range(2):
            await stack.enter_async_context(working(environment(mongodb_uri, redis_url, tmp_path, fcm), tmp_path))

        async def planned_and_both_there() -> bool:
            planned = await count_decisions(database, CAMPAIGN_ID) == {"planned": DEVICES}
            return planned and len(await redis.xinfo_consumers("magpie:test:turns", "magpie")) == 2

        async def sent() -> bool:
            return await count_decisions(database, CAMPAIGN_ID) == {"sent": DEVICES}

        await until(planned_and_both_there)
        assert isinstance(opened.development_clock, DevelopmentClock)
        await opened.development_clock.advance(Duration(10, "minutes"))
        await until(sent)
        arrived = await fcm.summary()
        assert (arrived.distinct, arrived.duplicates) == (DEVICES, 0)
        assert len(await database.lanes.distinct("owner", {"_id": {"$lt": LANES}})) == 2
