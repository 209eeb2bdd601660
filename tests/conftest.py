"""What every test may ask for: one real MongoDB per test process, and a fresh database in it per test."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from app.storage.client import Client, Database, connect
from app.storage.embedded import embedded_mongodb


@pytest.fixture(scope="session")
async def mongodb_uri() -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory(prefix="magpie-test-", ignore_cleanup_errors=True) as folder:
        async with embedded_mongodb(Path(folder)) as uri:
            # Long tests without a pause keep the event loop from answering the server's streamed heartbeats, which
            # the driver would take for a broken network.
            yield f"{uri}&serverMonitoringMode=poll"


@pytest.fixture(scope="session")
async def mongodb_client(mongodb_uri: str) -> AsyncIterator[Client]:
    async with connect(mongodb_uri) as client:
        yield client


@pytest.fixture
async def database(mongodb_client: Client) -> AsyncIterator[Database]:
    name = f"test_{uuid4().hex[:16]}"
    yield mongodb_client[name]
    await mongodb_client.drop_database(name)
