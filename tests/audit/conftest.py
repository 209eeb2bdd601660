"""A programme with every kind of asset, and three members who have used all of it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import Adjustment, CauseChoice, Donation, Join, Purchase, Return, Reversal, Spin, Visit
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import join
from app.engine.record import record
from app.engine.sweep import sweep
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Client, Database, Row
from app.storage.indexes import prepare
from app.wheel.store import prepare_stocks

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

PROGRAMME = """
programme: audited
name: Audited
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points, expires: 2 months}
  miles: {name: Miles, pending: 14d, on_return: only_pending}
  stars: {name: Stars, on_return: may_go_negative}
  spins: {name: Spins}
earning:
  - {id: point-per-euro, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: mile-per-ten, on: purchase, earn: miles, amount: 1, per: 10.00}
  - {id: star-per-euro, on: purchase, earn: stars, amount: 1, per: 1.00}
  - {id: spins, on: purchase, earn: spins, amount: 3}
  - {id: visit, on: visit, earn: points, amount: 5}
wheels:
  shiny:
    name: Shiny
    token: spins
    segments:
      - {id: nothing, label: Nothing, weight: 1}
      - {id: ten, label: Ten points, weight: 1, prize: {asset: points, amount: 10}}
      - {id: jackpot, label: Jackpot, weight: 8, prize: {asset: points, amount: 500}, stock: 4}
causes:
  reef:
    name: Reef
    accepts: [{asset: stars, amount: 1, worth: 0.10}]
    share: {percent: 5}
  trees: {name: Trees, accepts: [{asset: stars, amount: 1, worth: 0.10}]}
"""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await _backend(database, clock)


async def _backend(database: Database, clock: FixedClock) -> Backend:
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests", vocabulary())
    programmes = Programmes(database, vocabulary(), lambda: 0.0)
    await prepare_stocks(database, (await programmes.current()).programme.wheels)
    return Backend(database, clock, programmes, MASTER_KEYS)


@pytest.fixture(scope="session")
async def lives(mongodb_client: Client) -> dict[str, list[Row]]:
    """All documents of a database in which all kinds of things have happened, and nothing went wrong."""
    database = mongodb_client[f"test_{uuid4().hex[:16]}"]
    clock = FixedClock(START)
    backend = await _backend(database, clock)
    for name in ("anna", "bert", "chris"):
        await _live(backend, clock, name)
    clock.instant += timedelta(days=100)
    await sweep(backend)
    documents = {name: await database[name].find().to_list() for name in await database.list_collection_names()}
    await mongodb_client.drop_database(database.name)
    return {name: rows for name, rows in documents.items() if rows}


@pytest.fixture
async def lived_in(lives: dict[str, list[Row]], database: Database) -> Database:
    """A copy of that database, without the indexes that would keep a test from planting a fault."""
    for name, rows in lives.items():
        await database[name].drop_indexes()  # an earlier test may have left some
        await database[name].insert_many(rows)
    return database


async def _live(backend: Backend, clock: FixedClock, name: str) -> None:
    joined = await join(backend, f"login:{name}", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    member = joined["member"]
    await record(backend, member, CauseChoice(cause="reef"), "c1", "app")
    first = Purchase(partner="till", reference=f"{name}-1", amount=2500, currency="EUR")
    await record(backend, member, first, "p1", "partner:till")
    for spin in range(3):
        await record(backend, member, Spin(wheel="shiny"), f"s{spin}", "app")
    await record(backend, member, Donation(cause="reef", asset="stars", amount=2), "d1", "app")
    given = await record(backend, member, Donation(cause="trees", asset="stars", amount=2), "d2", "app")
    gift = given["outcomes"][0]["transaction"]
    await record(backend, member, Reversal(transaction=gift, reason="mistake", author="staff:1"), "u0", "staff:1")
    part = Return(partner="till", reference=f"{name}-1", amount=1000)
    await record(backend, member, part, "r1", "partner:till")
    clock.instant += timedelta(days=20)
    sorry = Adjustment(asset="stars", amount=40, reason="sorry", author="staff:1")
    adjusted = await record(backend, member, sorry, "a1", "staff:1")
    taken = Adjustment(asset="stars", amount=-50, reason="a gift", author="staff:1")
    await record(backend, member, taken, "a2", "staff:1")
    undo = Reversal(transaction=adjusted["outcomes"][0]["transaction"], reason="mistake", author="staff:1")
    await record(backend, member, undo, "u1", "staff:1")
    await record(backend, member, Visit(), "v1", "app")
    second = Purchase(partner="till", reference=f"{name}-2", amount=999, currency="EUR")
    await record(backend, member, second, "p2", "partner:till")
