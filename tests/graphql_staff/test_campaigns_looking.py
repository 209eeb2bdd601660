"""Looking at campaigns: whom they would reach, what members would read, what was decided and what came of it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from api_world import PROGRAMME, START, World, codes, euros, key, member_id
from campaigning import CAMPAIGN, MESSAGES, change, deliver, draft, running, surprises, with_phone

from app.campaigns.deliver import deliver_lane
from app.campaigns.deliveries import BY_DECISION
from app.campaigns.plan import make_occurrences, plan_next
from app.campaigns.reporting import compute_next
from app.campaigns.store import let_rest
from app.identity.callers import Role
from app.messages.documents import delivery_row
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database

HALF = CAMPAIGN.replace("holdout: 0", "holdout: 50")
CASCADE = CAMPAIGN.replace("holdout: 0", "holdout: 0\nchannels: [{channel: push}, {channel: push, after: 1h}]")
DELIVERY = "channel step arm decision words why attempts dueAt sendAt decidedAt openedAt occurrence memberId"
PREVIEW = """preview(memberId: $member, variant: $variant) { arm variant
  notice { language title body link } email { subject } sms { text } userErrors { code field } }"""
REPORT = """report {
  asOf audience sent delivered opened converted
  decisions { channel step decision count } arms { name members reached spend margin }
  compared { name comparedWith response { value low high effect words } spend { value effect words }
    margin { effect words } } }"""


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


async def look(world: World, fields: str, declared: str = "", **variables: Any) -> dict[str, Any]:
    query = f'query{declared} {{ campaign(id: "hello") {{ {fields} }} }}'
    found: dict[str, Any] = (await world.staff(query, Role.MARKETING, **variables))["campaign"]
    return found


async def see(world: World, member: str, variant: str | None = None) -> dict[str, Any]:
    declared = "($member: ID!, $variant: ID)"
    found: dict[str, Any] = (await look(world, PREVIEW, declared, member=member_id(member), variant=variant))["preview"]
    return found


async def estimated(world: World) -> dict[str, int]:
    """The estimate, without what is 0."""
    fields = "audience outsidePilot lately noConsent noChannel quietHours capped heldOut reached byChance"
    found = (await look(world, f"estimate {{ {fields} }}"))["estimate"]
    return {name: count for name, count in found.items() if count}


async def explained(world: World, member: str) -> Any:
    fields = f"explain(memberId: $member) {{ inAudience arm deliveries {{ {DELIVERY} }} }}"
    return (await look(world, fields, "($member: ID!)", member=member_id(member)))["explain"]


async def test_the_estimate_says_where_members_drop_out(world: World) -> None:
    await with_phone(world, "anna")
    await with_phone(world, "ben", consents=False)
    cleo = await with_phone(world, "cleo")
    await world.database.devices.delete_many({"member": cleo})
    await draft(world, CAMPAIGN)
    assert await estimated(world) == {"audience": 3, "noConsent": 1, "noChannel": 1, "reached": 1}


async def test_the_estimate_says_what_each_limit_takes_away(world: World) -> None:
    members = {name: await with_phone(world, name) for name in ("anna", "ben", "cleo", "dan")}
    for name in ("anna", "ben", "cleo"):
        await world.database.members.update_one({"_id": members[name]}, {"$set": {"stats.last_store": "dam"}})
    sent = {"step": 0, "channel": "push", "arm": "only", "priority": 9, "tags": [], "lane": 0, "occurrence": "one"}
    times = dict.fromkeys(("began_at", "due_at", "send_at"), world.clock.now())
    told = [("hello", "anna"), ("news", "ben"), ("sale", "ben")]
    rows = [delivery_row(campaign=one, member=members[name], **sent, **times) for one, name in told]
    await world.database.deliveries.insert_many([{**row, "decision": "sent"} for row in rows])
    limits = "limits: {again_after: 30d}\naudience: {pilot: {stores: [dam]}}"
    await draft(world, CAMPAIGN.replace("holdout: 0", f"holdout: 0\n{limits}"))
    assert await estimated(world) == {"audience": 4, "outsidePilot": 1, "lately": 1, "capped": 1, "reached": 1}


async def test_the_estimate_knows_whom_quiet_hours_would_keep_it_from(world: World) -> None:
    await with_phone(world, "anna")
    await publish(world.database, PROGRAMME + MESSAGES + "  quiet_hours: 14:00-20:00\n", START, "tests", vocabulary())
    await draft(world, CAMPAIGN.replace("holdout: 0", "holdout: 0\nlimits: {stale_after: 4h}"))
    assert await estimated(world) == {"audience": 1, "quietHours": 1}
    await draft(world, CAMPAIGN.replace("holdout: 0", "holdout: 0\nlimits: {stale_after: 6h}"))
    assert await estimated(world) == {"audience": 1, "reached": 1}


async def test_a_preview_is_what_the_member_would_read(world: World) -> None:
    anna = await with_phone(world, "anna")
    await draft(world, CAMPAIGN)
    first = await see(world, anna)
    assert first.pop("arm") in ("short", "warm")
    assert first == {
        "variant": "short",
        "notice": {"language": "en", "title": "Hello", "body": "You have 0 points", "link": None},
        "email": None,
        "sms": None,
        "userErrors": [],
    }
    assert (await see(world, anna, "warm"))["notice"]["title"] == "Hello Anna"
    assert not world.push.sent


async def test_a_previewed_letter_has_a_link_that_unsubscribes_nobody(world: World) -> None:
    anna = await with_phone(world, "anna")
    notice = '{notice: {title: Hello, body: "You have {{ balance.points }} points"}}'
    letter = """
          notice: {title: Hello, body: Hello}
          email:
            subject: Hello
            html: "<a href='{{ unsubscribe.link }}'>No</a>"
            text: "No: {{ unsubscribe.link }}\""""
    text = CAMPAIGN.replace(notice, letter)
    assert (await draft(world, text))["userErrors"] == []
    query = "preview(memberId: $member) { email { html text } }"
    email = (await look(world, query, "($member: ID!)", member=member_id(anna)))["preview"]["email"]
    assert email == {
        "html": "<a href='https://loyalty.example/unsubscribe/...'>No</a>",
        "text": "No: https://loyalty.example/unsubscribe/...",
    }


async def test_there_is_no_preview_of_what_does_not_exist(world: World) -> None:
    anna = await with_phone(world, "anna")
    await draft(world, CAMPAIGN)
    nobody = await see(world, "nobody")
    assert (codes(nobody), nobody["userErrors"][0]["field"], nobody["notice"]) == (
        ["UNKNOWN_MEMBER"],
        ["memberId"],
        None,
    )
    nothing = await see(world, anna, "cold")
    assert (codes(nothing), nothing["userErrors"][0]["field"]) == (["UNKNOWN_VARIANT"], ["variant"])


async def test_what_was_decided_about_a_member_is_explained_in_words(world: World) -> None:
    anna, ben = await with_phone(world, "anna"), await with_phone(world, "ben", consents=False)
    await running(world, CASCADE)
    before = await explained(world, anna)
    assert (before["inAudience"], before["deliveries"]) == (True, [])
    world.later(hours=2)
    await deliver(world)
    second, first = (await explained(world, anna))["deliveries"]
    assert (first["step"], first["decision"], first["words"]) == (0, "SENT", "sent")
    assert (first["dueAt"], first["decidedAt"]) == ("2026-03-02T14:00:00.000Z", "2026-03-02T14:00:00.000Z")
    assert (second["step"], second["decision"]) == (1, "PLANNED")
    assert (second["sendAt"], second["decidedAt"]) == ("2026-03-02T15:00:00.000Z", None)
    refused = (await explained(world, ben))["deliveries"][-1]
    assert (refused["decision"], refused["words"]) == (
        "NO_CONSENT",
        "the member has not agreed to messages by this channel",
    )
    assert await explained(world, "nobody") is None


async def test_somebody_outside_of_the_audience_is_told_so(world: World) -> None:
    anna = await with_phone(world, "anna")
    await draft(world, CAMPAIGN.replace("timing:", "audience: {when: member.purchases > 3}\ntiming:"))
    found = await explained(world, anna)
    assert (found["inAudience"], found["deliveries"]) == (False, [])


async def test_deliveries_come_in_pages_and_by_decision(world: World) -> None:
    members = [await with_phone(world, name) for name in ("anna", "ben", "cleo")]
    await running(world)
    await world.database.devices.delete_many({"member": members[1]})
    world.later(hours=2)
    await deliver(world)
    declared = "($first: Int!, $after: String, $decision: DeliveryDecision)"
    fields = """deliveries(first: $first, after: $after, decision: $decision) {
      nodes { id memberId decision } pageInfo { hasNextPage endCursor } }"""
    page = (await look(world, fields, declared, first=2))["deliveries"]
    assert page["pageInfo"]["hasNextPage"]
    rest = (await look(world, fields, declared, first=2, after=page["pageInfo"]["endCursor"]))["deliveries"]
    seen = [node["memberId"] for node in (*page["nodes"], *rest["nodes"])]
    assert len(seen) == 3
    assert (len(seen), set(seen)) == (3, {member_id(member) for member in members})
    [missed] = (await look(world, fields, declared, first=5, decision="NO_CHANNEL"))["deliveries"]["nodes"]
    assert missed["memberId"] == member_id(members[1])
    node = "query($id: ID!) { node(id: $id) { ... on Delivery { campaign decision } } }"
    found = await world.staff(node, Role.MARKETING, id=missed["id"])
    assert found["node"] == {"campaign": "hello", "decision": "NO_CHANNEL"}
    assert (await world.staff(node, Role.SUPPORT, id=missed["id"]))["node"] is None


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
    assert compared["spend"]["words"] == "too few members to say anything: each group needs 10 at least"


PROGRESS = "progress { planning messages decided decisions { decision count } restingUntil }"


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


async def test_campaigns_are_listed_by_state_and_found_again(world: World) -> None:
    for name in ("one", "two", "three"):
        await draft(world, CAMPAIGN.replace("campaign: hello", f"campaign: {name}"))
        world.later(minutes=1)
    await change(world, "submit", campaign="two")
    query = """query($first: Int!, $after: String, $state: CampaignState) {
      campaigns(first: $first, after: $after, state: $state) {
        nodes { id key } pageInfo { hasNextPage endCursor } } }"""

    async def listed(**asked: Any) -> dict[str, Any]:
        found: dict[str, Any] = (await world.staff(query, Role.MARKETING, **asked))["campaigns"]
        return found

    page = await listed(first=2)
    assert [one["key"] for one in page["nodes"]] == ["three", "two"]
    assert page["pageInfo"]["hasNextPage"]
    rest = await listed(first=2, after=page["pageInfo"]["endCursor"])
    assert [one["key"] for one in rest["nodes"]] == ["one"]
    assert [one["key"] for one in (await listed(first=5, state="RUNNING"))["nodes"]] == ["two"]
    by_id = "query($id: ID!) { campaign(id: $id) { key } node(id: $id) { ... on Campaign { key } } }"
    found = await world.staff(by_id, Role.MARKETING, id=page["nodes"][0]["id"])
    assert found == {"campaign": {"key": "three"}, "node": {"key": "three"}}
    assert (await world.staff('{ campaign(id: "none") { key } }'))["campaign"] is None


@pytest.mark.parametrize(
    ("timing", "next_at"),
    [
        ("at: 2026-03-02 15:00", "2026-03-02T14:00:00.000Z"),
        ("at: 2026-03-01 15:00", None),
        ("local: 2026-03-02 15:00", "2026-03-02T14:00:00.000Z"),
        ("every: {rule: FREQ=WEEKLY, from: 2026-02-02 09:00}", "2026-03-09T08:00:00.000Z"),
        ("on: {activity: visit}", None),
    ],
)
async def test_the_next_time_is_told_in_the_zone_of_the_programme_where_there_are_no_members(
    world: World, timing: str, next_at: str | None
) -> None:
    drafted = await draft(world, CAMPAIGN.replace("at: 2026-03-02 15:00", timing))
    assert drafted["campaign"]["nextAt"] == next_at


@pytest.mark.parametrize(
    ("timing", "next_at"),
    [
        ("local: 2026-03-03 09:00", "2026-03-02T20:00:00.000Z"),
        ("every: {rule: FREQ=DAILY, from: 2026-02-02 00:30}", "2026-03-02T23:30:00.000Z"),
        ("every: {rule: FREQ=DAILY, from: 2026-02-02 10:00}", "2026-03-02T21:00:00.000Z"),
        ("at: 2026-03-03 09:00", "2026-03-03T08:00:00.000Z"),
    ],
)
async def test_the_next_time_is_the_first_of_all_members(world: World, timing: str, next_at: str) -> None:
    for name in ("anna", "ben"):
        await world.joined(name)
    await world.database.members.update_one({}, {"$set": {"zone": "Pacific/Auckland"}})
    drafted = await draft(world, CAMPAIGN.replace("at: 2026-03-02 15:00", timing))
    assert drafted["campaign"]["nextAt"] == next_at


async def test_an_audience_is_counted_as_it_is_now(world: World) -> None:
    await world.joined("anna")
    await world.joined("ben")
    await world.database.members.update_one({}, {"$set": {"stats.purchases": 4}})
    query = """query($condition: String) { audienceCount(condition: $condition) {
      members mistakes { line column message } } }"""

    async def count(condition: str | None) -> dict[str, Any]:
        found: dict[str, Any] = (await world.staff(query, Role.MARKETING, condition=condition))["audienceCount"]
        return found

    assert await count(None) == {"members": 2, "mistakes": []}
    assert (await count("member.language == 'nl' && member.age >= 30"))["members"] == 2
    assert (await count("member.age < 30"))["members"] == 0
    wrong = await count("member.purchazes > 3")
    assert wrong["members"] is None
    assert wrong["mistakes"][0]["line"] == 1
    assert "purchases" in wrong["mistakes"][0]["message"]
    assert (await count("activity.amount > 3"))["mistakes"]
