"""What the tests of the member API ask for."""

from collections.abc import AsyncIterator

import pytest
from master_keys import MASTER_KEYS
from member_world import PROGRAMME, START, World, serving

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare
from app.wheel.store import prepare_stocks


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def programme() -> str:
    """The programme in force."""
    return PROGRAMME


@pytest.fixture
async def backend(database: Database, clock: FixedClock, programme: str) -> Backend:
    await prepare(database, DOCUMENTS)
    await publish(database, programme, clock.now(), "tests", vocabulary())
    programmes = Programmes(database, vocabulary(), lambda: 0.0)
    await prepare_stocks(database, (await programmes.current()).programme.wheels)
    return Backend(database, clock, programmes, MASTER_KEYS)


@pytest.fixture
async def world(backend: Backend, clock: FixedClock) -> AsyncIterator[World]:
    async with serving(backend, clock) as world:
        yield world
