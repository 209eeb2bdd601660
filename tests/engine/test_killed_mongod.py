"""A mongod that is killed under load and started again."""

import asyncio
import os
import signal
from itertools import count
from pathlib import Path

from engine_examples import backend_on, bring_back, does, joined, purchase, state_of
from ledger_checks import check_ledger, check_returns
from pymongo.errors import PyMongoError

from app.clock import FixedClock
from app.engine.activities import Activity
from app.engine.backend import Backend
from app.storage.client import connect
from app.storage.embedded import embedded_mongodb

MEMBERS = 3
WORKERS = 6
LOAD_S = 0.7


class Load:
    """Workers who buy and bring back without a pause, and know what was answered and what was not."""

    def __init__(self, backend: Backend, members: list[str]) -> None:
        self.backend = backend
        self.members = members
        self.sent: dict[str, Activity] = {}
        self.answered: set[str] = set()
        self.over = asyncio.Event()

    async def worker(self, worker: int) -> None:
        for number in count():
            if self.over.is_set():
                return
            key = f"{worker}-{number}"
            self.sent[key] = bring_back(f"{worker}-{number - 1}", 500) if number % 3 == 2 else purchase(key)
            try:
                await self.send(key)
            except PyMongoError:
                # A return must not overtake its purchase: send until it is known.
                await self.send(key)
            self.answered.add(key)

    async def send(self, key: str) -> None:
        await does(self.backend, self.members[int(key.partition("-")[0]) % MEMBERS], self.sent[key], key)


async def test_what_was_acknowledged_survives_a_killed_mongod_and_nothing_happens_twice(
    tmp_path: Path, clock: FixedClock
) -> None:
    async with embedded_mongodb(tmp_path) as uri, connect(uri) as client:
        backend = await backend_on(client["killed"], clock)
        load = Load(backend, [await joined(backend, f"member-{n}") for n in range(MEMBERS)])
        workers = [asyncio.create_task(load.worker(n)) for n in range(WORKERS)]
        await asyncio.sleep(LOAD_S)
        before = set(load.answered)
        kill_mongod(tmp_path)
        async with embedded_mongodb(tmp_path) as revived:
            assert revived == uri
            await asyncio.sleep(LOAD_S)
            load.over.set()
            await asyncio.gather(*workers)
            assert before
            assert before < load.answered
            await check_everything(load)


async def check_everything(load: Load) -> None:
    database = load.backend.database
    stored = [row["key"] for row in await database.activities.find({"kind": {"$ne": "join"}}).to_list()]
    assert sorted(stored) == sorted(load.answered)
    for key in load.sent:
        await load.send(key)
    assert await database.activities.count_documents({}) == len(load.sent) + MEMBERS
    for member in load.members:
        ledger = await database.ledger.find({"member": member}).sort("_id", 1).to_list()
        check_ledger(ledger, await state_of(load.backend, member))
        check_returns(await database.activities.find({"member": member}).to_list())


def kill_mongod(data_dir: Path) -> None:
    os.kill(int((data_dir / "mongodb" / "data" / "mongod.lock").read_text()), signal.SIGKILL)
