"""A backend on a real MongoDB, with a small programme that shows every kind of asset and of wheel."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from engine_examples import backend_on
from engine_programme import START
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.backend import Backend
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.storage.client import Database, connect

PROCESSES = 4


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock)


@pytest.fixture
async def fleet(backend: Backend, mongodb_uri: str) -> AsyncIterator[list[Backend]]:
    """As many backends as a few API processes would have, each with connections of its own."""
    async with contextlib.AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(connect(mongodb_uri)) for _ in range(PROCESSES)]
        name = backend.database.name
        yield [
            Backend(client[name], backend.clock, Programmes(client[name], vocabulary(), lambda: 0.0), MASTER_KEYS)
            for client in clients
        ]
