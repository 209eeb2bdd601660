"""Vouchers and stocks that somebody changes behind the engine's back are found and named, without their codes."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import Activity, Join, OfferClaim, Redemption, VoucherCancellation
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
offers:
  mug: {name: Mug, benefit: {free: 1, of: [mugs]}, stock: 10}
"""
Change = Callable[[Database, str], Awaitable[Any]]


@pytest.fixture
async def owner(database: Database, clock: FixedClock) -> str:
    """A member with three vouchers: one to be used, one redeemed, one cancelled."""
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests", vocabulary())
    backend = Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    joined = await join(backend, "login:anna", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    member = str(joined["member"])
    claims: list[Activity] = [OfferClaim(offer="mug")] * 3
    used = Redemption(voucher=2, partner="till", reference="r1")
    gone = VoucherCancellation(voucher=3, reason="Broken", author="sam")
    for number, activity in enumerate([*claims, used, gone]):
        await record(backend, member, activity, f"k{number}", "test")
    return member


async def test_vouchers_that_only_the_engine_has_written_are_clean(database: Database, owner: str) -> None:
    report = await audit(database)
    assert report.violations == []
    assert report.vouchers == 3


CHANGES: dict[str, Change] = {
    "a voucher that is gone": lambda db, member: db.vouchers.delete_one({"number": 1}),
    "a voucher of another offer": lambda db, member: db.vouchers.update_one({"number": 1}, {"$set": {"offer": "x"}}),
    "a voucher of another activity": lambda db, member: db.vouchers.update_one(
        {"number": 1}, {"$set": {"activity": "x"}}
    ),
    "a redeemed voucher that is fresh again": lambda db, member: db.vouchers.update_one(
        {"number": 2}, {"$set": {"redeemed": None}}
    ),
    "a cancelled voucher that is valid again": lambda db, member: db.vouchers.update_one(
        {"number": 3}, {"$set": {"cancelled": None}}
    ),
    "a count that is wrong": lambda db, member: db.members.update_one({}, {"$inc": {"offers.vouchers": 1}}),
    "an outcome that is gone": lambda db, member: db.activities.update_one({"key": "k0"}, {"$set": {"outcomes": []}}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_a_change_is_found(database: Database, owner: str, change: Change) -> None:
    await change(database, owner)
    report = await audit(database)
    assert report.found[Check.VOUCHER] >= 1
    codes = [row["_id"] async for row in database.vouchers.find()]
    assert not any(code in f"{one.id} {one.words}" for one in report.violations for code in codes)


async def test_a_stock_that_counts_something_else_is_found(database: Database, owner: str) -> None:
    await database.offer_stocks.update_one({"_id": "mug"}, {"$inc": {"taken": 1}})
    report = await audit(database)
    assert [(one.kind, one.id) for one in report.violations] == [(Check.STOCK, "offer mug")]
