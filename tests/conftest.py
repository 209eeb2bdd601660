"""What every test may ask for: one real MongoDB per test process, and an empty database in it per test."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from gateways.sms_gateway import ScriptedTwilio, sms_gateway_listening
from gateways.smtp_server import ScriptedSmtp, smtp_listening

from app.storage.client import Client, Database, connect
from app.storage.embedded import embedded_mongodb

NOTHING_EXPIRES = ("--setParameter", "ttlMonitorEnabled=false")
"""MongoDB goes by the machine's clock, and would delete what tests write whose own clock stands in the past."""


TESTS = Path(__file__).parent
TOGETHER = ("served/", "test_draw.py", "test_import_cdnow.py", "test_replay_cdnow.py")
"""Modules that make something costly once for all their tests."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of such a module in one process."""
    for item in items:
        name = item.path.relative_to(TESTS).as_posix()
        if any(part in name for part in TOGETHER):
            item.add_marker(pytest.mark.xdist_group(name))


@pytest.fixture(scope="session")
async def mongodb_uri() -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory(prefix="magpie-test-", ignore_cleanup_errors=True) as folder:
        async with embedded_mongodb(Path(folder), NOTHING_EXPIRES) as uri:
            # Long tests without a pause keep the event loop from answering the server's streamed heartbeats, which
            # the driver would take for a broken network.
            yield f"{uri}&serverMonitoringMode=poll"


@pytest.fixture(scope="session")
async def mongodb_client(mongodb_uri: str) -> AsyncIterator[Client]:
    async with connect(mongodb_uri) as client:
        yield client


@pytest.fixture
async def database(mongodb_client: Client) -> Database:
    """One database for all tests of a process, emptied before each of them.

    MongoDB keeps the files of a dropped collection open until a later checkpoint: a database per test would run it
    out of files.
    """
    database = mongodb_client["test"]
    names = [name for name in await database.list_collection_names() if not name.startswith("system.")]
    await asyncio.gather(*(database[name].delete_many({}) for name in names))
    return database


@pytest.fixture
async def new_database(mongodb_client: Client) -> AsyncIterator[Database]:
    """For tests about collections and indexes themselves: nothing was ever in it."""
    name = f"test_{uuid4().hex[:16]}"
    yield mongodb_client[name]
    await mongodb_client.drop_database(name)


@pytest.fixture
async def smtp_server() -> AsyncIterator[ScriptedSmtp]:
    """A real SMTP server on a free port, whose replies a test can script."""
    async with smtp_listening() as server:
        yield server


@pytest.fixture
async def sms_gateway() -> AsyncIterator[ScriptedTwilio]:
    """Twilio's Messages API on a free port, whose answers a test can script."""
    async with sms_gateway_listening() as gateway:
        yield gateway
