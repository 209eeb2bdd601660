"""What a campaign decided about each member, and why."""

from typing import Any

import pytest
from api_world import World, member_id
from campaigning import CAMPAIGN, change, deliver, draft, look, running, surprises, with_phone

from app.identity.callers import Role
from app.storage.client import Database

CASCADE = CAMPAIGN.replace("holdout: 0", "holdout: 0\nchannels: [{channel: push}, {channel: push, after: 1h}]")
DELIVERY = "channel step arm decision words why attempts dueAt sendAt decidedAt openedAt occurrence memberId"


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


async def explained(world: World, member: str) -> Any:
    fields = f"explain(memberId: $member) {{ inAudience arm deliveries {{ {DELIVERY} }} }}"
    return (await look(world, fields, "($member: ID!)", member=member_id(member)))["explain"]


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


async def test_who_was_capped_is_explained_with_the_campaigns_that_left_no_room(world: World) -> None:
    anna = await with_phone(world, "anna")
    for name, hour in (("lunch", 14), ("news", 15), ("hello", 16)):
        await draft(world, CAMPAIGN.replace("campaign: hello", f"campaign: {name}").replace("15:00", f"{hour}:00"))
        await change(world, "submit", name)
    for _ in range(4):
        world.later(hours=1)
        await deliver(world)
    [capped] = (await explained(world, anna))["deliveries"]
    assert (capped["decision"], capped["why"]) == ("CAPPED", "lunch, news")
    assert capped["words"] == "the caps leave no room for it: other messages were sent before, or are to go first"


async def test_somebody_outside_of_the_audience_is_told_so(world: World) -> None:
    anna = await with_phone(world, "anna")
    await draft(world, CAMPAIGN.replace("timing:", "audience: {when: member.purchases > 3}\ntiming:"))
    found = await explained(world, anna)
    assert (found["inAudience"], found["deliveries"]) == (False, [])


@pytest.mark.parametrize("part", ["near: [store:dam]", "pilot: {stores: [dam]}"])
async def test_somebody_who_is_elsewhere_is_outside_of_the_audience(world: World, part: str) -> None:
    anna = await with_phone(world, "anna")
    await draft(world, CAMPAIGN.replace("timing:", f"audience: {{{part}}}\ntiming:"))
    assert (await explained(world, anna))["inAudience"] is False
    await draft(world, CAMPAIGN)
    assert (await explained(world, anna))["inAudience"] is True


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
