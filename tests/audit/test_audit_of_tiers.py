"""Tiers that somebody changes behind the engine's back are found and named."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import Item, Join, MembershipPurchase, Purchase, Return, Reversal, Visit
from app.engine.audit.audit import audit
from app.engine.audit.report import Check
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import join
from app.engine.record import record
from app.engine.sweep import sweep
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
earning:
  - {id: point-per-euro, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: visit, on: visit, earn: points, amount: 5}
tiers:
  qualify: {by: earned, asset: points, rolling: 40d}
  levels:
    - {id: silver, name: Silver, from: 20, rewards: [{earn: points, amount: 7}]}
    - {id: gold, name: Gold, from: 100, multipliers: [{earn: points, multiply: 2}]}
memberships:
  card: {name: Card, level: gold, lasts: 1 year, sku: CARD}
  trial: {name: Trial, level: gold, lasts: 7d, price: {asset: points, amount: 1}}
"""
CARD = Item(category="card", price=1_000, sku="CARD")
Change = Callable[[Database, str], Awaitable[Any]]


async def opened(database: Database, clock: FixedClock, text: str = PROGRAMME) -> Backend:
    await prepare(database, DOCUMENTS)
    await publish(database, text, clock.now(), "tests", vocabulary())
    return Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)


@pytest.fixture
async def lived(database: Database, clock: FixedClock) -> str:
    """A member who has risen and fallen, brought things back, bought cards, and been corrected."""
    backend = await opened(database, clock)
    joined = await join(backend, "login:anna", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    member: str = joined["member"]

    async def does(key: str, activity: Any) -> Any:
        return await record(backend, member, activity, key, "test")

    await does("p0", Purchase(partner="till", reference="r0", amount=3_000, currency="EUR"))
    clock.instant += timedelta(days=50)
    await sweep(backend)
    await does("p1", Purchase(partner="till", reference="r1", amount=9_000, currency="EUR", items=(CARD,)))
    visited = await does("v", Visit())
    await does("t", MembershipPurchase(membership="trial"))
    await does("b", Return(partner="till", reference="r1", amount=3_000))
    undo = Reversal(transaction=visited["outcomes"][0]["transaction"], reason="wrong", author="staff")
    await does("u", undo)
    clock.instant += timedelta(days=10)
    await does("p2", Purchase(partner="till", reference="r2", amount=1_000, currency="EUR"))
    clock.instant += timedelta(days=5)
    await sweep(backend)
    return member


async def test_what_really_happened_adds_up(database: Database, lived: str) -> None:
    assert (await audit(database)).violations == []
    kinds = set(await database.activities.distinct("outcomes.type"))
    assert kinds >= {"tier_counted", "tier_changed", "membership_bought", "membership_ended"}


def changes_member(path: str, value: Any) -> Change:
    async def change(database: Database, member: str) -> None:
        changed = await database.members.update_one({"_id": member}, {"$set": {path: value}})
        assert changed.modified_count == 1

    return change


def changes_activity(key: str, kind: str, field: str, value: Any) -> Change:
    async def change(database: Database, member: str) -> None:
        wanted = {"_id": f"{member}:{key}", "outcomes.type": kind}
        changed = await database.activities.update_one(wanted, {"$set": {f"outcomes.$.{field}": value}})
        assert changed.modified_count == 1

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (changes_member("tiers.counts.2026-04-21", 61), "counts 61 of earned:points for 2026-04-21; the activities co"),
        (
            changes_member("tiers.counts.2026-04-30", 5),
            "counts 5 of earned:points for 2026-04-30; the activities count",
        ),
        (changes_member("tiers.level", "silver"), "has the level silver; by the activities it is gold"),
        (changes_member("tiers.bought.card.terms.0.number", 1), "has 1 times of card by activity 1, which paid for 0"),
        (changes_activity("p1", "tier_counted", "amount", 91), "counted 91 of earned:points; it led to 90"),
        (changes_activity("b", "tier_counted", "amount", -29), "counted -29 of earned:points; it led to -30"),
        (changes_activity("u", "tier_counted", "amount", -4), "counted -4 of earned:points; it led to -5"),
        (changes_activity("p2", "tier_counted", "bucket", "2026-04-30"), "for 2026-04-30; the activities counted 10"),
    ],
)
async def test_a_change_behind_the_back_of_the_engine_is_found(
    database: Database, lived: str, change: Change, words: str
) -> None:
    await change(database, lived)
    report = await audit(database)
    assert {violation.kind for violation in report.violations} == {Check.TIER}
    assert any(words in violation.words for violation in report.violations), report.violations


@pytest.mark.parametrize("by", ["spent", "activities, of: [purchase, visit]"])
async def test_money_and_activities_that_count_add_up_too(database: Database, clock: FixedClock, by: str) -> None:
    backend = await opened(database, clock, PROGRAMME.replace("by: earned, asset: points", f"by: {by}"))
    joined = await join(backend, "login:anna", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    for key, activity in {
        "p": Purchase(partner="till", reference="r", amount=3_000, currency="EUR"),
        "v": Visit(),
        "b1": Return(partner="till", reference="r", amount=1_000),
        "b2": Return(partner="till", reference="r"),
    }.items():
        await record(backend, joined["member"], activity, key, "test")
    assert await database.activities.count_documents({"outcomes.type": "tier_counted"}) >= 3
    assert (await audit(database)).violations == []
    counted = {"_id": f"{joined['member']}:p", "outcomes.type": "tier_counted"}
    await database.activities.update_one(counted, {"$set": {"outcomes.$.amount": 7}})
    assert {violation.kind for violation in (await audit(database)).violations} == {Check.TIER}
