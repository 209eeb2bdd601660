"""Failures of the server at every statement: all or nothing, and a repeated request has its effect once."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from engine_examples import backend_on, does, everything, joined, purchase, state_of
from engine_programme import START
from failing_mongodb import FAIL_ON_DEMAND, failing
from ledger_checks import check_ledger
from pymongo.errors import PyMongoError

from app.clock import FixedClock
from app.engine.activities import Activity, Spin
from app.engine.backend import Backend
from app.storage.client import Client, connect
from app.storage.embedded import embedded_mongodb

WRITE_CONFLICT = {"errorCode": 112, "errorLabels": ["TransientTransactionError"]}
NO_SUCH_TRANSACTION = {"errorCode": 251, "errorLabels": ["TransientTransactionError"]}
CONNECTION_CUT = {"closeConnection": True}
SERVER_FAULT = {"errorCode": 8}
ANSWER_LOST = {"writeConcernError": {"code": 64, "errmsg": "waiting for replication timed out"}}
ANSWER_LOST_FOR_GOOD = {"writeConcernError": {"code": 100, "errmsg": "not enough data-bearing nodes"}}

PURCHASE_STATEMENTS = [
    ("update", "members"),
    ("insert", "activities"),
    ("insert", "receipts"),
    ("insert", "ledger"),
    ("commitTransaction", None),
]
SPIN_STATEMENTS = [
    ("update", "members"),
    ("insert", "activities"),
    ("insert", "ledger"),
    ("update", "wheel_stocks"),
    ("insert", "plays"),
    ("commitTransaction", None),
]
STATEMENTS = [
    *(("purchase", command, on) for command, on in PURCHASE_STATEMENTS),
    *(("spin", command, on) for command, on in SPIN_STATEMENTS),
]

each_statement = pytest.mark.parametrize(("kind", "command", "on"), STATEMENTS)
each_kind = pytest.mark.parametrize("kind", ["purchase", "spin"])


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[Client]:
    with tempfile.TemporaryDirectory(prefix="magpie-test-", ignore_cleanup_errors=True) as folder:
        async with embedded_mongodb(Path(folder), FAIL_ON_DEMAND) as uri, connect(uri) as client:
            yield client


@pytest.fixture(scope="module")
async def backend(client: Client) -> Backend:
    """A backend on the MongoDB that fails on demand; every test brings a member of its own."""
    return await backend_on(client["faults"], FixedClock(START))


@pytest.fixture
async def member(backend: Backend) -> str:
    return await joined(backend, uuid4().hex)


@pytest.fixture
def activity(kind: str) -> Activity:
    """Something that has not been done yet."""
    return purchase(uuid4().hex) if kind == "purchase" else Spin(wheel="plenty")


def full_name(backend: Backend, collection: str | None) -> str | None:
    return f"{backend.database.name}.{collection}" if collection else None


async def check_once(backend: Backend, member: str, activity: Activity, key: str) -> None:
    """The request has its effect, and sent again it still has that one effect."""
    answer = await does(backend, member, activity, key)
    before = await everything(backend.database)
    assert await does(backend, member, activity, key) == answer
    assert await everything(backend.database) == before
    assert await backend.database.activities.count_documents({"member": member, "key": key}) == 1
    ledger = await backend.database.ledger.find({"member": member}).sort("_id", 1).to_list()
    check_ledger(ledger, await state_of(backend, member))


@each_statement
@pytest.mark.parametrize(
    "how", [WRITE_CONFLICT, NO_SUCH_TRANSACTION, CONNECTION_CUT], ids=["conflict", "aborted", "cut"]
)
async def test_a_passing_failure_is_not_noticed(
    backend: Backend, client: Client, member: str, activity: Activity, command: str, on: str | None, how: dict[str, Any]
) -> None:
    async with failing(client, command, how, times=1, on=full_name(backend, on)):
        await does(backend, member, activity, "k1")
    await check_once(backend, member, activity, "k1")


@each_statement
async def test_a_lasting_failure_leaves_nothing_and_the_next_try_succeeds_once(
    backend: Backend, client: Client, member: str, activity: Activity, command: str, on: str | None
) -> None:
    await does(backend, member, purchase(uuid4().hex), "k0")
    before = await everything(backend.database)
    async with failing(client, command, SERVER_FAULT, times=1, on=full_name(backend, on)):
        with pytest.raises(PyMongoError):
            await does(backend, member, activity, "k1")
    assert await everything(backend.database) == before
    await check_once(backend, member, activity, "k1")


@each_kind
async def test_a_commit_whose_answer_is_lost_is_asked_about_again(
    backend: Backend, client: Client, member: str, activity: Activity
) -> None:
    async with failing(client, "commitTransaction", ANSWER_LOST, times=2, on=None):
        await does(backend, member, activity, "k1")
    await check_once(backend, member, activity, "k1")


@each_kind
async def test_a_commit_whose_answer_never_comes_is_found_by_the_next_try(
    backend: Backend, client: Client, member: str, activity: Activity
) -> None:
    async with failing(client, "commitTransaction", ANSWER_LOST_FOR_GOOD, times=1, on=None):
        with pytest.raises(PyMongoError):
            await does(backend, member, activity, "k1")
    after = await everything(backend.database)
    await check_once(backend, member, activity, "k1")
    assert await everything(backend.database) == after


async def test_a_join_that_fails_in_the_middle_is_finished_by_the_next_try(backend: Backend, client: Client) -> None:
    name = uuid4().hex
    members = await backend.database.members.count_documents({})
    async with failing(client, "insert", SERVER_FAULT, times=1, on=full_name(backend, "activities")):
        with pytest.raises(PyMongoError):
            await joined(backend, name)
    member = await joined(backend, name)
    assert await joined(backend, name) == member
    assert await backend.database.members.count_documents({}) == members + 1
    assert await backend.database.activities.count_documents({"member": member, "kind": "join"}) == 1
