"""A desk on a real MongoDB, with a push that keeps what it is given."""

import pytest
from campaign_world import PROGRAMME, START, Verdicts
from master_keys import MASTER_KEYS

from app.campaigns.desk import Desk
from app.campaigns.model import Channel
from app.campaigns.sending.push_sender import PushSender
from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.publishing import publish
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests")
    return Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)


@pytest.fixture
def push() -> Verdicts:
    return Verdicts()


@pytest.fixture
def desk(backend: Backend, push: Verdicts) -> Desk:
    senders = {Channel.PUSH: PushSender(backend.database, backend.clock, push)}
    return Desk(backend, "this-worker", senders)
