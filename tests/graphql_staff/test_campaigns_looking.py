"""Looking at campaigns: what members would read, which there are, when they come next, and who is in an audience."""

from typing import Any

import pytest
from api_world import World, codes, member_id
from campaigning import CAMPAIGN, change, draft, look, surprises, with_phone

from app.identity.callers import Role
from app.storage.client import Database

PREVIEW = """preview(memberId: $member, variant: $variant) { arm variant
  notice { language title body link } email { subject } sms { text } userErrors { code field } }"""


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


async def see(world: World, member: str, variant: str | None = None) -> dict[str, Any]:
    declared = "($member: ID!, $variant: ID)"
    found: dict[str, Any] = (await look(world, PREVIEW, declared, member=member_id(member), variant=variant))["preview"]
    return found


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
