import asyncio

import pytest
from pymongo.errors import DuplicateKeyError

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
