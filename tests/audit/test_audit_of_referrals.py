"""Invitations that somebody changes behind the engine's back are found and named."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import InvitationAcceptance, Invite, Join, Purchase, Return
from app.engine.audit.audit import audit
from app.engine.audit.report import Check
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import join
from app.engine.record import record
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
referral: {name: Friends, inviter: {bought: {earn: points, amount: 10}}}
"""


@dataclass(frozen=True)
class Friends:
    """Who invited, who was invited, and the code: two purchases counted as the first, the earlier came back."""

    anna: str
    boris: str
    code: str


Change = Callable[[Database, Friends], Awaitable[Any]]


@pytest.fixture
async def friends(database: Database, clock: FixedClock) -> Friends:
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests", vocabulary())
    backend = Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    anna, boris = [await _joined(backend, clock, name) for name in ("anna", "boris")]
    sent = await record(backend, anna, Invite(), "i1", "app")
    code = str(sent["outcomes"][0]["invitation"])
    await record(backend, boris, InvitationAcceptance(code=code), "a1", "app")
    for reference in ("r1", "r2"):
        bought = Purchase(partner="till", reference=reference, amount=100, currency="EUR")
        await record(backend, boris, bought, reference, "partner:till")
        if reference == "r1":
            await record(backend, boris, Return(partner="till", reference=reference), "b1", "partner:till")
    return Friends(anna, boris, code)


async def _joined(backend: Backend, clock: FixedClock, name: str) -> str:
    clock.instant += timedelta(minutes=1)
    joined = await join(backend, f"login:{name}", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    return str(joined["member"])


async def test_invitations_that_only_the_engine_has_written_are_clean(database: Database, friends: Friends) -> None:
    assert (await audit(database)).violations == []


async def move_to_owed(database: Database, friends: Friends, step: str) -> None:
    """What was recorded last for Anna is as if it were still waiting."""
    key = f"referral:{friends.code}:{step}"
    await database.owed.insert_one({"_id": key, "invitation": friends.code})


async def test_what_still_waits_is_not_missing(database: Database, friends: Friends) -> None:
    await move_to_owed(database, friends, "joined")
    await database.activities.delete_one({"_id": f"{friends.anna}:referral:{friends.code}:joined"})
    assert (await audit(database)).violations == []


async def test_nothing_is_missed_of_members_who_are_gone(database: Database, friends: Friends) -> None:
    for collection in (database.members, database.activities, database.ledger):
        await collection.delete_many({"$or": [{"_id": friends.anna}, {"member": friends.anna}]})
    assert (await audit(database)).found[Check.REFERRAL] == 0


def activity_gone(step: str) -> Change:
    return lambda db, who: db.activities.delete_one({"_id": f"{who.anna}:referral:{who.code}:{step}"})


def invitation_with(**fields: Any) -> Change:
    return lambda db, who: db.invitations.update_one({"_id": who.code}, {"$set": fields})


def friend_with(field: str, value: Any) -> Change:
    return lambda db, who: db.members.update_one({"_id": who.boris}, {"$set": {f"referral.invited.{field}": value}})


CHANGES: dict[str, Change] = {
    "a joining that was never told": activity_gone("joined"),
    "a purchase that was never told": activity_gone("bought:2"),
    "a return that was never told": activity_gone("bought:1:returned"),
    "an invitation of somebody else": invitation_with(member="mem_x"),
    "an invitation accepted by nobody": invitation_with(friend="mem_x"),
    "an invitation that forgot the purchase": invitation_with(bought_at=None),
    "a friend who came otherwise": friend_with("invitation", "ANOTHER"),
    "a friend who forgot the purchase": friend_with("bought", False),
    "a friend with one more purchase": friend_with("purchases", 3),
    "a friend who was never invited": lambda db, who: db.members.update_one(
        {"_id": who.boris}, {"$set": {"referral": {}}}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_a_change_is_found(database: Database, friends: Friends, change: Change) -> None:
    await change(database, friends)
    report = await audit(database)
    assert report.found[Check.REFERRAL] >= 1
    assert {violation.id for violation in report.violations if violation.kind is Check.REFERRAL} == {friends.code}
