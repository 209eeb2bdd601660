"""A backend on a real MongoDB, with a small programme that shows every kind of asset and of wheel."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from engine_programme import PROGRAMME, START

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database, connect
from app.storage.indexes import prepare
from app.wheel.store import prepare_stocks

PROCESSES = 4


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


async def backend_on(database: Database, clock: FixedClock) -> Backend:
    """What the start of a server does with a database, over again if it was done already."""
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests", vocabulary())
    programmes = Programmes(database, vocabulary(), lambda: 0.0)
    await prepare_stocks(database, (await programmes.current()).programme.wheels)
    return Backend(database, clock, programmes)


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
            Backend(client[name], backend.clock, Programmes(client[name], vocabulary(), lambda: 0.0))
            for client in clients
        ]
