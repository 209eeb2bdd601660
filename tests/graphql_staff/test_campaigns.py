"""Campaigns through the staff API: drafting, and taking them through their states."""

import asyncio
from typing import Any

import pytest
from api_world import World, codes, key
from campaigning import CAMPAIGN, NEEDS_TWO, change, deliver, draft, running, state_of, surprises, with_phone

from app.campaigns import store
from app.campaigns.planning.call_off import call_off
from app.campaigns.working.turns import take_turn
from app.identity.callers import Role
from app.messages.documents import PLANNING
from app.storage.client import Database

VERBS = ("submit", "approve", "reject", "pause", "resume", "widen", "cancel")


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


async def test_a_draft_is_kept_and_can_be_changed_until_it_is_submitted(world: World) -> None:
    first = await draft(world, CAMPAIGN)
    assert first["userErrors"] == first["mistakes"] == []
    kept = first["campaign"]
    assert (kept["key"], kept["state"], kept["createdBy"]) == ("hello", "DRAFT", "sam")
    assert (kept["name"], kept["text"]) == ("A surprise", CAMPAIGN)
    changed = await draft(world, CAMPAIGN.replace("A surprise", "A better surprise"))
    assert changed["campaign"]["name"] == "A better surprise"
    assert await world.database.campaigns.count_documents({}) == 1
    await change(world, "submit")
    before = await world.dump()
    refused = await draft(world, CAMPAIGN)
    assert codes(refused) == ["CAMPAIGN_EXISTS"]
    [error] = refused["userErrors"]
    assert (error["field"], error["state"]) == (["input", "text"], "running")
    assert await world.dump() == before


async def test_a_text_with_mistakes_is_told_their_lines_and_keeps_nothing(world: World) -> None:
    broken = CAMPAIGN.replace("balance.points", "balance.pints").replace("at: 2026", "at: soon, local: 2026")
    before = await world.dump()
    refused = await draft(world, broken)
    assert codes(refused) == ["CAMPAIGN_HAS_MISTAKES"]
    assert refused["userErrors"][0]["field"] == ["input", "text"]
    assert refused["campaign"] is None
    found = await world.staff(
        "query($text: String!) { checkCampaign(text: $text) { mistakes { line column path message } } }",
        Role.MARKETING,
        text=broken,
    )
    assert found["checkCampaign"]["mistakes"] == refused["mistakes"] != []
    assert {mistake["line"] for mistake in refused["mistakes"]} >= {3}
    assert await world.dump() == before


async def test_a_right_text_has_no_mistakes(world: World) -> None:
    query = "query($text: String!) { checkCampaign(text: $text) { mistakes { message } } }"
    assert await world.staff(query, text=CAMPAIGN) == {"checkCampaign": {"mistakes": []}}


async def test_submitting_starts_a_small_campaign_and_its_message_is_sent(world: World) -> None:
    await with_phone(world, "anna")
    await draft(world, CAMPAIGN)
    started = (await change(world, "submit"))["campaign"]
    assert (started["state"], started["submittedBy"]) == ("RUNNING", "sam")
    assert started["startedAt"] == "2026-03-02T12:00:00.000Z"
    assert started["nextAt"] == "2026-03-02T14:00:00.000Z"
    assert await deliver(world) == []
    world.later(hours=2)
    assert await deliver(world) == ["anna"]


async def test_a_large_campaign_waits_for_somebody_else(world: World) -> None:
    await with_phone(world, "anna")
    await draft(world, NEEDS_TWO)
    assert (await change(world, "submit"))["campaign"]["state"] == "WAITING"
    before = await world.dump()
    refused = await change(world, "approve")
    assert codes(refused) == ["NEEDS_ANOTHER_PERSON"]
    assert await world.dump() == before
    world.later(hours=2)
    assert await deliver(world) == []
    world.later(hours=-2)
    assert (await change(world, "approve", subject="mia"))["campaign"]["state"] == "RUNNING"
    world.later(hours=2)
    assert await deliver(world) == ["anna"]


async def test_gifts_that_are_given_again_and_again_count_for_as_many_as_there_are(world: World) -> None:
    """One member today, but 99 gifts of 20 euros on 99 Mondays, or for 99 who join later."""
    await draft(world, NEEDS_TWO.replace("20.00", "0.50"))
    await world.joined()
    assert (await change(world, "submit"))["campaign"]["state"] == "RUNNING"
    weekly = NEEDS_TWO.replace("20.00", "0.50").replace("at: 2026-03-02 15:00", "on: {activity: visit}")
    await draft(world, weekly.replace("campaign: hello", "campaign: again"))
    assert (await change(world, "submit", campaign="again"))["campaign"]["state"] == "WAITING"


async def test_a_rejected_campaign_is_a_draft_again(world: World) -> None:
    await world.joined()
    await draft(world, NEEDS_TWO)
    await change(world, "submit")
    rejected = (await change(world, "reject", subject="mia"))["campaign"]
    assert (rejected["state"], rejected["submittedBy"]) == ("DRAFT", None)
    assert (await draft(world, NEEDS_TWO))["userErrors"] == []


async def test_a_paused_campaign_sends_nothing_until_it_goes_on(world: World) -> None:
    await with_phone(world, "anna")
    await running(world)
    assert (await change(world, "pause"))["campaign"]["state"] == "PAUSED"
    world.later(hours=2)
    assert await deliver(world) == []
    assert (await change(world, "resume"))["campaign"]["state"] == "RUNNING"
    assert await deliver(world) == ["anna"]


async def test_a_cancelled_campaign_sends_nothing_any_more_also_of_what_was_planned(world: World) -> None:
    anna = await with_phone(world, "anna")
    await running(world)
    world.later(hours=1, minutes=50)
    assert await deliver(world) == []
    assert await world.database.deliveries.count_documents({"member": anna, "decision": "planned"}) == 1
    cancelled = (await change(world, "cancel"))["campaign"]
    assert (cancelled["state"], cancelled["nextAt"]) == ("CANCELLED", None)
    world.later(minutes=10)
    assert await deliver(world) == []
    assert await world.database.deliveries.distinct("decision") == ["cancelled"]


async def test_what_was_planned_of_a_cancelled_campaign_is_decided_by_the_next_turn(world: World) -> None:
    for name in ("anna", "ben"):
        await with_phone(world, name)
    await running(world)
    await draft(world, CAMPAIGN.replace("campaign: hello", "campaign: other"))
    await change(world, "submit", campaign="other")
    world.later(hours=1, minutes=50)
    await deliver(world)
    await change(world, "cancel")
    plan = asyncio.Event()
    while await take_turn(world.desk, PLANNING, plan):
        pass
    rows = await world.database.deliveries.find({"campaign": "hello"}).to_list()
    assert [(row["decision"], row["decided_at"]) for row in rows] == [("cancelled", world.clock.now())] * 2
    assert await world.database.deliveries.distinct("decision", {"campaign": "other"}) == ["planned"]
    assert await store.to_call_off(world.database) == []


async def test_a_cancelled_campaign_is_looked_at_again_while_a_message_of_it_is_sent(world: World) -> None:
    await with_phone(world, "anna")
    await running(world)
    world.later(hours=1, minutes=50)
    await deliver(world)
    await world.database.deliveries.update_one({}, {"$set": {"decision": "sending"}})
    await change(world, "cancel")
    assert await call_off(world.desk) == 0
    assert await store.to_call_off(world.database) == ["hello"]
    assert await world.database.deliveries.distinct("decision") == ["sending"]


async def test_a_campaign_whose_time_has_passed_is_not_started(world: World) -> None:
    await draft(world, CAMPAIGN)
    world.later(hours=3)
    before = await world.dump()
    refused = await change(world, "submit")
    assert codes(refused) == ["CAMPAIGN_OVER"]
    assert refused["userErrors"][0]["field"] == ["input", "campaign"]
    assert await world.dump() == before


async def test_a_draft_that_the_programme_has_outgrown_is_not_started(world: World) -> None:
    await draft(world, CAMPAIGN)
    await world.database.campaigns.update_one({}, {"$set": {"text": CAMPAIGN.replace("points }", "pints }")}})
    refused = await change(world, "submit")
    assert codes(refused) == ["CAMPAIGN_HAS_MISTAKES"]
    assert refused["mistakes"]
    assert await state_of(world) == "draft"


@pytest.mark.parametrize("verb", VERBS)
async def test_what_does_not_exist_can_not_be_changed(world: World, verb: str) -> None:
    before = await world.dump()
    refused = await change(world, verb, campaign="nothing")
    assert codes(refused) == ["UNKNOWN_CAMPAIGN"]
    assert refused["userErrors"][0]["field"] == ["input", "campaign"]
    assert await world.dump() == before


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("draft", ("approve", "reject", "pause", "resume", "widen")),
        ("waiting", ("submit", "pause", "resume", "widen")),
        ("running", ("submit", "approve", "reject", "resume")),
        ("paused", ("submit", "approve", "reject", "pause")),
        ("ended", VERBS),
        ("cancelled", VERBS),
    ],
)
async def test_each_state_refuses_what_can_not_be_done_in_it(world: World, state: str, verbs: tuple[str, ...]) -> None:
    await draft(world, CAMPAIGN)
    await world.database.campaigns.update_one({}, {"$set": {"state": state}})
    before = await world.dump()
    for verb in verbs:
        refused = await change(world, verb)
        assert codes(refused) == ["NOT_POSSIBLE_NOW"], verb
        assert refused["userErrors"][0]["state"] == state
    assert await world.dump() == before


async def test_a_pilot_is_widened_once_and_what_has_none_never(world: World) -> None:
    await running(world)
    before = await world.dump()
    refused = await change(world, "widen")
    assert codes(refused) == ["NO_PILOT"]
    assert refused["userErrors"][0]["field"] == ["input", "campaign"]
    assert await world.dump() == before


async def test_a_widened_campaign_reaches_everybody_and_one_key_widens_once(world: World) -> None:
    anna, _ = await with_phone(world, "anna"), await with_phone(world, "ben")
    await world.database.members.update_one({"_id": anna}, {"$set": {"stats.last_store": "dam"}})
    await running(world, CAMPAIGN.replace("holdout: 0", "holdout: 0\naudience: {pilot: {stores: [dam]}}"))
    world.later(hours=3)
    assert await deliver(world) == ["anna"]
    one = key()
    answers = await asyncio.gather(*(change(world, "widen", idempotency_key=one) for _ in range(10)))
    assert {answer["campaign"]["widenedAt"] for answer in answers} == {"2026-03-02T15:00:00.000Z"}
    assert codes(await change(world, "widen")) == ["NO_PILOT"]
    assert sorted(await deliver(world)) == ["anna", "ben"]


async def test_one_key_changes_once_however_often_it_is_sent(world: World) -> None:
    await draft(world, CAMPAIGN)
    one = key()
    answers = await asyncio.gather(*(change(world, "submit", idempotency_key=one) for _ in range(20)))
    assert all(answer["userErrors"] == [] for answer in answers)
    assert len({answer["campaign"]["startedAt"] for answer in answers}) == 1
    await change(world, "pause")
    again = await change(world, "submit", idempotency_key=one)
    assert (again["userErrors"], again["campaign"]["state"]) == ([], "PAUSED")
    reused = await change(world, "resume", idempotency_key=one)
    assert codes(reused) == ["IDEMPOTENCY_KEY_REUSED"]
    assert await state_of(world) == "paused"


async def test_one_key_drafts_once(world: World) -> None:
    one = key()
    answers = await asyncio.gather(*(draft(world, CAMPAIGN, one) for _ in range(10)))
    assert all(answer["userErrors"] == [] for answer in answers)
    assert (await world.database.campaigns.find_one())["version"] == 1  # type: ignore[index]
    assert codes(await draft(world, CAMPAIGN + "# more\n", one)) == ["IDEMPOTENCY_KEY_REUSED"]


async def test_of_two_who_change_a_campaign_at_once_one_is_told_to_look_again(world: World) -> None:
    await running(world)
    answers = await asyncio.gather(*(change(world, verb) for verb in ["pause", "cancel"] * 5))
    found = [codes(answer) for answer in answers]
    assert sum(not one for one in found) in (1, 2)  # paused or not, then cancelled
    assert {code for one in found for code in one} <= {"CHANGED_MEANWHILE", "NOT_POSSIBLE_NOW"}


async def test_changes_are_logged_with_the_campaign(world: World) -> None:
    drafted = (await draft(world, CAMPAIGN))["campaign"]["id"]
    await change(world, "submit", subject="mia")
    rows = await world.database.staff_log.find().sort("mutation", 1).to_list()
    assert [(row["mutation"], row["by"], row["outcome"]) for row in rows] == [
        ("draftCampaign", "sam", "done"),
        ("submitCampaign", "mia", "done"),
    ]
    assert rows[0]["about"] == {"campaign": drafted}
    assert not any("surprise" in str(row) for row in rows)
