import asyncio
import time

import pymongo
import pytest
from pymongo.errors import DuplicateKeyError, PyMongoError

from app.storage.client import Database, Session
from app.storage.transaction import in_transaction


async def test_writes_of_a_transaction_are_all_there_afterwards(database: Database) -> None:
    async def work(session: Session) -> str:
        await database.one.insert_one({"_id": 1}, session=session)
        await database.two.insert_one({"_id": 1}, session=session)
        return "done"

    assert await in_transaction(database.client, work) == "done"
    assert await database.one.count_documents({}) == 1
    assert await database.two.count_documents({}) == 1


async def test_a_failing_transaction_writes_nothing_and_raises_its_own_exception(database: Database) -> None:
    await database.two.insert_one({"_id": 1})
    runs = 0

    async def work(session: Session) -> None:
        nonlocal runs
        runs += 1
        await database.one.insert_one({"_id": 1}, session=session)
        await database.two.insert_one({"_id": 1}, session=session)

    with pytest.raises(DuplicateKeyError):
        await in_transaction(database.client, work)
    assert await database.one.count_documents({}) == 0
    assert runs == 1


async def test_conflicting_transactions_replay_as_a_whole_and_lose_no_update(database: Database) -> None:
    await database.counters.insert_one({"_id": "c", "n": 0})
    replays = 0

    def count_replay() -> None:
        nonlocal replays
        replays += 1

    async def work(session: Session) -> None:
        row = await database.counters.find_one({"_id": "c"}, session=session)
        assert row is not None
        await asyncio.sleep(0.005)  # long enough that the others have read the same number
        await database.counters.update_one({"_id": "c"}, {"$set": {"n": row["n"] + 1}}, session=session)

    await asyncio.gather(*(in_transaction(database.client, work, on_replay=count_replay) for _ in range(12)))
    assert await database.counters.find_one({"_id": "c"}) == {"_id": "c", "n": 12}
    assert replays > 0


async def test_an_undecided_transaction_gives_up_at_its_deadline_and_holds_nothing(database: Database) -> None:
    await database.counters.insert_many([{"_id": "free", "n": 0}, {"_id": "held", "n": 0}])

    async def work(session: Session) -> None:
        await database.counters.update_one({"_id": "free"}, {"$inc": {"n": 1}}, session=session)
        await database.counters.update_one({"_id": "held"}, {"$inc": {"n": 1}}, session=session)

    async with database.client.start_session() as holder, await holder.start_transaction():
        await database.counters.update_one({"_id": "held"}, {"$inc": {"n": 5}}, session=holder)
        began = time.monotonic()
        with pytest.raises(PyMongoError):
            await in_transaction(database.client, work, deadline_s=0.4)
        assert time.monotonic() - began < 3
        # Were the given-up transaction still open, this would wait for it.
        with pymongo.timeout(2):
            await database.counters.update_one({"_id": "free"}, {"$inc": {"n": 10}})

    assert await database.counters.find_one({"_id": "free"}) == {"_id": "free", "n": 10}
    assert await database.counters.find_one({"_id": "held"}) == {"_id": "held", "n": 5}


async def test_a_transaction_sees_one_instant_of_the_database(database: Database) -> None:
    await database.counters.insert_one({"_id": "c", "n": 0})

    async def work(session: Session) -> tuple[int, int]:
        first = await database.counters.find_one({"_id": "c"}, session=session)
        await database.counters.update_one({"_id": "c"}, {"$inc": {"n": 1}})  # somebody else, outside
        second = await database.counters.find_one({"_id": "c"}, session=session)
        assert first is not None
        assert second is not None
        return first["n"], second["n"]

    assert await in_transaction(database.client, work) == (0, 0)
