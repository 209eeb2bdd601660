"""How far a campaign has come, and what came of it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from api_world import START, World, euros, key
from campaigning import CAMPAIGN, deliver, draft, look, running, surprises, with_phone

from app.campaigns.deliveries import BY_DECISION
from app.campaigns.planning.plan import make_occurrences, plan_next
from app.campaigns.reports.reporting import compute_next
from app.campaigns.sending.deliver import deliver_lane
from app.campaigns.store import let_rest
from app.messages.documents import delivery_row
from app.storage.client import Database

REPORT = """report {
  asOf audience sent delivered opened converted
  decisions { channel step decision count } arms { name members reached spend margin }
  compared { name comparedWith response { value low high effect words } spend { value effect words }
    margin { effect words } } }"""
PROGRESS = "progress { planning messages decided decisions { decision count } restingUntil }"


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


async def test_the_report_counts_decisions_groups_and_what_they_spent(world: World) -> None:
    members = [await with_phone(world, name) for name in ("anna", "ben", "cleo", "dan")]
    await running(world, CAMPAIGN)
    world.later(hours=2)
    await deliver(world)
    await world.database.deliveries.update_one({"member": members[0]}, {"$set": {"opened_at": world.clock.now()}})
    world.later(hours=1)
    purchase = """mutation($amount: MoneyInput!, $key: UUID!) { recordPurchase(input: {idempotencyKey: $key,
      reference: "r1", amount: $amount, member: {externalId: "anna"}}) { userErrors { code } } }"""
    assert (await world.partner(purchase, amount=euros("20.00"), key=key()))["recordPurchase"]["userErrors"] == []
    found = (await look(world, REPORT))["report"]
    assert found["asOf"] == "2026-03-02T15:00:00.000Z"
    assert {name: found[name] for name in ("audience", "sent", "delivered", "opened", "converted")} == {
        "audience": 4,
        "sent": 4,
        "delivered": 4,
        "opened": 1,
        "converted": 1,
    }
    assert found["decisions"] == [{"channel": "push", "step": 0, "decision": "SENT", "count": 4}]
    assert sum(arm["members"] for arm in found["arms"]) == 4
    assert sum(arm["reached"] for arm in found["arms"]) == 1
    assert sum(arm["spend"] for arm in found["arms"]) == 2_000
    assert sum(arm["margin"] for arm in found["arms"]) == 600
    [compared] = found["compared"]
    assert (compared["name"], compared["comparedWith"]) == ("warm", "short")
    assert compared["response"]["effect"] == "TOO_FEW"
    assert compared["spend"]["words"].startswith("too few members to say anything")


async def test_progress_shows_how_far_the_sending_has_come(world: World) -> None:
    for name in ("anna", "ben", "cleo"):
        await with_phone(world, name)
    await running(world, CAMPAIGN)
    nothing = {"planning": False, "messages": 0, "decided": 0, "decisions": [], "restingUntil": None}
    assert (await look(world, PROGRESS))["progress"] == nothing
    world.later(hours=2)
    await make_occurrences(world.desk)
    assert (await look(world, PROGRESS))["progress"] == {**nothing, "planning": True}
    await plan_next(world.desk)
    planned = [{"decision": "PLANNED", "count": 3}]
    assert (await look(world, PROGRESS))["progress"] == {**nothing, "messages": 3, "decisions": planned}
    lane = (await world.database.deliveries.distinct("lane"))[0]
    mine = await world.database.deliveries.count_documents({"lane": lane})
    await deliver_lane(world.desk, lane)
    assert (await look(world, PROGRESS))["progress"]["decided"] == mine
    await deliver(world)
    sent = [{"decision": "SENT", "count": 3}]
    assert (await look(world, PROGRESS))["progress"] == {**nothing, "messages": 3, "decided": 3, "decisions": sent}


async def test_progress_tells_of_a_rest_as_long_as_it_lasts(world: World) -> None:
    await running(world, CAMPAIGN)
    await let_rest(world.database, "hello", world.clock.now() + timedelta(minutes=1))
    assert (await look(world, PROGRESS))["progress"]["restingUntil"] == "2026-03-02T12:01:00.000Z"
    world.later(minutes=1)
    assert (await look(world, PROGRESS))["progress"]["restingUntil"] is None


async def test_progress_reads_no_delivery(world: World) -> None:
    pipeline = [{"$match": {"campaign": "hello"}}, {"$group": {"_id": "$decision", "count": {"$sum": 1}}}]
    asked = {"aggregate": "deliveries", "pipeline": pipeline, "cursor": {}, "hint": BY_DECISION}
    found = await world.database.command({"explain": asked, "verbosity": "queryPlanner"})
    assert "PROJECTION_COVERED" in str(found)
    assert "FETCH" not in str(found)


async def test_the_report_of_a_large_campaign_is_there_once_a_worker_has_counted(world: World) -> None:
    await draft(world, CAMPAIGN)
    told = {"campaign": "hello", "occurrence": "one", "step": 0, "channel": "push", "arm": "short", "priority": 9}
    told |= {"tags": [], "lane": 0, "decision": "sent", **dict.fromkeys(("began_at", "due_at", "send_at"), START)}
    rows = [delivery_row(**{**told, "member": f"member-{number}"}) for number in range(5_001)]
    await world.database.deliveries.insert_many(rows)
    fields = "report { asOf sent } counting { askedAt done of }"
    assert await look(world, "counting { done }") == {"counting": None}
    assert (await look(world, fields))["report"] is None
    now = "2026-03-02T12:00:00.000Z"
    assert (await look(world, fields))["counting"] == {"askedAt": now, "done": 0, "of": 0}
    assert await compute_next(world.desk, asyncio.Event())
    assert await look(world, fields) == {"report": {"asOf": now, "sent": 5_001}, "counting": None}
