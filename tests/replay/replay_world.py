"""Histories in MongoDB without waiting for them: simulated lives, written as `commit` would have."""

from collections.abc import Iterable
from datetime import UTC, datetime

from master_keys import MASTER_KEYS

from app.clock import Clock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.publishing import publish
from app.profile.keys import insert_key
from app.profile.store import insert_person
from app.profile.vault import Vault
from app.programme.examples import example
from app.programme.load import load
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.replay.replay import Draft
from app.simulate.circle import live_together
from app.simulate.life import Life
from app.simulate.plan import Plan
from app.simulate.world import published_by, world_of
from app.storage.client import Database, Session
from app.storage.indexes import prepare
from app.storage.transaction import in_transaction

START = datetime(2027, 1, 1, tzinfo=UTC)
NOW = datetime(2028, 1, 1, tzinfo=UTC)
MIDDLE = datetime(2027, 6, 1, tzinfo=UTC)


async def backend_with(database: Database, clock: Clock, text: str) -> Backend:
    """A backend on a programme that nobody has taken part in yet."""
    await prepare(database, DOCUMENTS)
    await publish(database, text, clock.now(), "tests")
    return Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)


async def lived(database: Database, name: str, members: int = 8, days: int = 300, seed: int = 5) -> list[Life]:
    """Members who have lived on an example, now in the database."""
    plan = Plan(example(name), members, days, seed, START)
    world = world_of(plan, 0, published_by(plan))
    lives = live_together(world, range(members))
    for life in lives:
        await _write(database, life)
    await _insert(database, "invitations", (one.to_document() for one in lives[0].history.invitations.values()))
    for wheel, taken in world.commons.stocks.items():
        for segment, times in taken.items():
            counter = {"_id": f"{wheel}:{segment}"}
            await database.wheel_stocks.update_one(counter, {"$set": {"taken": times}}, upsert=True)
    for offer, times in world.commons.offers.items():
        await database.offer_stocks.update_one({"_id": offer}, {"$set": {"taken": times}}, upsert=True)
    for rule, shards in world.commons.budgets.items():
        for shard, amount in enumerate(shards):
            counter = {"_id": f"{rule}:{shard:02}"}
            await database.earning_budgets.update_one(counter, {"$set": {"taken": amount}}, upsert=True)
    return lives


def draft(text: str, since: datetime = START, until: datetime | None = None) -> Draft:
    return Draft(load(text, vocabulary()), since, until)


async def _write(database: Database, life: Life) -> None:
    history = life.history
    await database.members.insert_one(dict(history.document))
    if history.document["erased_at"] is None:
        await _write_person(Vault(database, MASTER_KEYS), life)
    await _insert(database, "activities", history.activities.values())
    await _insert(database, "ledger", history.transactions.values())
    await _insert(database, "plays", history.plays.values())
    await _insert(database, "rounds", history.rounds.values())
    await _insert(database, "round_reviews", history.reviews.values())
    await _insert(database, "vouchers", history.vouchers.values())


async def _write_person(vault: Vault, life: Life) -> None:
    async def write(session: Session) -> None:
        await insert_key(vault, session, life.id)
        await insert_person(vault, session, life.id, life.history.person)

    await in_transaction(vault.database.client, write)


async def _insert(database: Database, collection: str, rows: Iterable[dict[str, object]]) -> None:
    if documents := [dict(row) for row in rows]:
        await database[collection].insert_many(documents)
