"""A backend on a real MongoDB, with a small programme that shows every kind of asset."""

from datetime import UTC, datetime

import pytest

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare
from app.wheel.store import prepare_stocks

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

PROGRAMME = """
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points, expires: 12 months, on_return: within_balance}
  miles: {name: Miles, pending: 14d, on_return: only_pending}
  stars: {name: Stars, on_return: may_go_negative}
  spins: {name: Spins}
earning:
  - {id: point-per-euro, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: mile-per-ten, on: purchase, earn: miles, amount: 1, per: 10.00}
  - {id: star-per-euro, on: purchase, earn: stars, amount: 1, per: 1.00}
  - {id: spin-for-20, on: purchase, when: activity.amount >= 20, earn: spins, amount: 1}
  - {id: visit, on: visit, earn: points, amount: 5}
wheels:
  shiny:
    name: Shiny
    token: spins
    segments:
      - {id: nothing, label: Nothing, weight: 6}
      - {id: ten, label: Ten points, weight: 3, prize: {asset: points, amount: 10}}
      - {id: jackpot, label: Jackpot, weight: 1, prize: {asset: points, amount: 500}, stock: 1}
"""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests", vocabulary())
    programmes = Programmes(database, vocabulary(), lambda: 0.0)
    await prepare_stocks(database, (await programmes.current()).programme.wheels)
    return Backend(database, clock, programmes)
