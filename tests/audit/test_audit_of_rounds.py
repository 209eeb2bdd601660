"""Mascot rounds that somebody changes behind the engine's back are found and named."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import Activity, Join, RoundApproval, RoundFinish, RoundStart
from app.engine.audit.audit import audit
from app.engine.audit.report import Check
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import join
from app.engine.record import Recorded, record
from app.engine.state import state_from
from app.mascot.round import Catch, round_id
from app.members.store import read_member
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare

PROGRAMME = """
programme: audited
name: Audited
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets: {points: {name: Points}}
mascots:
  magpies:
    name: Magpies
    asset: points
    round_s: 20
    appearances: 8
    visible_ms: 1000
    hit_radius: 80
    daily_cap: 20
    kinds: [{id: magpie, name: Magpie, worth: 1}]
"""
Change = Callable[[Database, str], Awaitable[Any]]


@pytest.fixture
async def played(database: Database, clock: FixedClock) -> str:
    """The member behind a round that was paid, one that was approved, one that waits and one that expired."""
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests", vocabulary())
    backend = Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    joined = await join(backend, "login:anna", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    member = str(joined["member"])

    async def does(activity: Activity, key: str) -> Recorded:
        return await record(backend, member, activity, key, "test")

    for number, reactions_ms in enumerate(((300, 350, 420, 510), (40,), (40,))):
        await does(RoundStart(game="magpies"), f"start-{number}")
        document = await read_member(database, member)
        opened = state_from(document).mascot_state.open if document else None
        assert opened is not None
        catches = tuple(
            Catch(one, mascot.start_ms + reactions_ms[one % len(reactions_ms)], mascot.x, mascot.y)
            for one, mascot in enumerate(opened.appearances)
        )
        clock.instant += timedelta(seconds=20)
        await does(RoundFinish(round=round_id(member, "magpies", number), catches=catches), f"finish-{number}")
    await does(RoundApproval(round=round_id(member, "magpies", 1), author="sam"), "approve")
    await does(RoundStart(game="magpies"), "start-3")
    clock.instant += timedelta(minutes=5)
    await does(RoundStart(game="magpies"), "start-4")
    return member


async def test_rounds_that_only_the_engine_has_written_are_clean(database: Database, played: str) -> None:
    report = await audit(database)
    assert report.violations == []
    assert report.rounds == 4


CHANGES: dict[str, Change] = {
    "a round that paid more": lambda db, game: db.rounds.update_one({"_id": f"{game}:0"}, {"$inc": {"paid": 1}}),
    "a round that ended otherwise": lambda db, game: db.rounds.update_one({"_id": f"{game}:0"}, {"$set": {"end": "x"}}),
    "a round of another activity": lambda db, game: db.rounds.update_one(
        {"_id": f"{game}:0"}, {"$set": {"activity": "x"}}
    ),
    "a round that is gone": lambda db, game: db.rounds.delete_one({"_id": f"{game}:3"}),
    "a review that is gone": lambda db, game: db.round_reviews.delete_one({"_id": f"{game}:2"}),
    "a review that was reopened": lambda db, game: db.round_reviews.update_one(
        {"_id": f"{game}:1"}, {"$set": {"verdict": None}}
    ),
    "a verdict that paid more": lambda db, game: db.round_reviews.update_one(
        {"_id": f"{game}:1"}, {"$inc": {"verdict.paid": 1}}
    ),
    "a cap below what was paid": lambda db, game: db.rounds.update_many({}, {"$set": {"daily_cap": 15}}),
    "an outcome that paid more": lambda db, game: db.activities.update_one(
        {"key": "finish-0"}, {"$inc": {"outcomes.0.paid": 1}}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_a_change_is_found(database: Database, played: str, change: Change) -> None:
    await change(database, f"{played}:magpies")
    report = await audit(database)
    assert report.found[Check.ROUND] >= 1
    assert all(violation.member == played for violation in report.violations)


async def test_a_planted_review_is_found(database: Database, played: str) -> None:
    review = await database.round_reviews.find_one({"_id": f"{played}:magpies:2"})
    assert review is not None
    await database.round_reviews.insert_one({**review, "_id": f"{played}:magpies:0"})
    report = await audit(database)
    assert [violation.id for violation in report.violations] == [f"{played}:magpies:0"]
