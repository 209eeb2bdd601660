"""Badges at the till: what a purchase awards, what its return revokes, and what the app shows of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import World, euros, key, serving

from app.storage.client import Database

PROGRAMME = """\
programme: test
name: {en: Magpie Club, nl: Eksterclub}
languages: [en, nl]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points}
badges:
  spender:
    name: {en: Spender, nl: Kooplustige}
    of: [purchase]
    sum: activity.amount
    levels:
      - {id: silver, name: {en: Silver, nl: Zilver}, target: 50, rewards: [{earn: points, amount: 10}]}
      - {id: gold, name: {en: Gold, nl: Goud}, target: 100}
  again: {name: Again, of: [purchase], target: 1, times: 2, image: https://example.org/again.png}
  hidden: {name: Hidden, of: [purchase], when: activity.amount > 90, target: 1, secret: true}
"""
RESULT = """{ outcomes { __typename message ... on BadgeAwarded { badge level times }
    ... on BadgeRevoked { badge level times } ... on BadgeProgressed { badge progress target }
    ... on TakenBack { rule due amount } } userErrors { code } }"""
BUY = f"mutation($input: RecordPurchaseInput!) {{ done: recordPurchase(input: $input) {RESULT} }}"
RETURN = f"mutation($input: RecordReturnInput!) {{ done: recordReturn(input: $input) {RESULT} }}"
PREVIEW = """query($member: MemberReferenceInput!, $amount: MoneyInput!) {
    previewPurchase(member: $member, amount: $amount) { outcomes { message } } }"""
BADGES = """query($earned: Boolean) { me { badges(earned: $earned) { id name image earned level { level }
    progress { value target missing } mySteps { level name times earnedAt } } } }"""
JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } } }"
ANNA = {"externalId": "anna"}


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, PROGRAMME) as world:
        await world.joined()
        yield world


async def till(world: World, mutation: str, **said: Any) -> list[dict[str, Any]]:
    """The outcomes about badges."""
    done = (await world.partner(mutation, input={"idempotencyKey": key(), "member": ANNA, **said}))["done"]
    assert done["userErrors"] == []
    return [one for one in done["outcomes"] if one["__typename"] not in ("Earned", "Returned")]


async def test_a_purchase_awards_and_its_return_revokes(world: World) -> None:
    bought = await till(world, BUY, reference="r1", amount=euros("75.50"))
    assert bought == [
        {
            "__typename": "BadgeAwarded",
            "message": "You have earned Spender: Silver",
            "badge": "spender",
            "level": "silver",
            "times": 1,
        },
        {"__typename": "BadgeAwarded", "message": "You have earned Again", "badge": "again", "level": None, "times": 1},
    ]
    second = await till(world, BUY, reference="r2", amount=euros("1.00"))
    assert [one["message"] for one in second] == ["Spender: 76 of 100", "You have earned Again, 2 times now"]

    back = await till(world, RETURN, reference="r1", amount=euros("30.00"))
    assert [one["message"] for one in back] == [
        "Spender: Silver is lost, since what had earned it was undone",
        "Points -10 for the return",
    ]
    assert (back[0]["badge"], back[0]["level"], back[0]["times"]) == ("spender", "silver", 0)
    rest = await till(world, RETURN, reference="r1")
    assert [(one["__typename"], one["badge"]) for one in rest] == [
        ("BadgeProgressed", "spender"),
        ("BadgeRevoked", "again"),
    ]
    assert rest[1]["times"] == 1


async def test_a_preview_tells_which_badge_a_purchase_would_earn(world: World) -> None:
    before = await world.dump()
    previewed = await world.partner(PREVIEW, member=ANNA, amount=euros("60.00"))
    messages = [one["message"] for one in previewed["previewPurchase"]["outcomes"]]
    assert messages == ["You have earned Spender: Silver", "Points +10", "You have earned Again"]
    assert await world.dump() == before


async def test_the_app_shows_what_is_earned_and_what_is_missing(world: World) -> None:
    asked = {"idempotencyKey": key(), "zone": "Europe/Amsterdam", "language": "nl"}
    code = (await world.app(JOIN, input=asked))["join"]["member"]["code"]
    spender, again = (await world.app(BADGES))["me"]["badges"]  # and nothing of what is hidden
    assert (spender["name"], spender["earned"], spender["level"]) == ("Kooplustige", False, None)
    assert spender["progress"] == {"value": 0, "target": 50, "missing": 50}
    assert (again["image"], again["mySteps"]) == (
        "https://example.org/again.png",
        [{"level": None, "name": "Again", "times": 0, "earnedAt": None}],
    )

    await till(world, BUY, member={"code": code}, reference="r1", amount=euros("75.55"))
    spender, again = (await world.app(BADGES, earned=True))["me"]["badges"]
    assert spender["level"] == {"level": "silver"}
    assert spender["progress"] == {"value": 75, "target": 100, "missing": 25}  # 24.45, to be on the safe side
    assert [(step["name"], step["times"]) for step in spender["mySteps"]] == [("Zilver", 1), ("Goud", 0)]
    assert spender["mySteps"][0]["earnedAt"] == "2026-03-02T12:00:00.000Z"
    assert again["progress"] == {"value": 1, "target": 2, "missing": 1}
    assert (await world.app(BADGES, earned=False))["me"]["badges"] == []

    await till(world, BUY, member={"code": code}, reference="r2", amount=euros("95.00"))
    hidden = (await world.app(BADGES, earned=True))["me"]["badges"][-1]
    assert (hidden["id"], hidden["progress"]) == ("hidden", {"value": 1, "target": None, "missing": None})
