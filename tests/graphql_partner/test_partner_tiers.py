"""What a till sees of tiers and memberships, and how it sells and takes back a card."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, World, euros, serving
from till import ANNA, bring_back, purchase

from app.storage.client import Database

TIERED = (
    PROGRAMME
    + """
tiers:
  qualify: {by: spent, calendar: year}
  levels: [{id: friend, name: Friend, from: 100.00}, {id: plus, name: Plus}]
memberships:
  card: {name: Card, level: plus, lasts: 1 year, sku: CARD, fee: 25.00}
"""
)
SEEN = "query($reference: MemberReferenceInput!) { member(reference: $reference) { tier paidMemberships } }"
CARD = {"category": "card", "price": euros("25.00"), "sku": "CARD"}


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, TIERED) as world:
        await world.joined("anna")
        yield world


async def seen(world: World) -> Any:
    return (await world.partner(SEEN, reference=ANNA))["member"]


def told(payload: dict[str, Any]) -> list[str]:
    assert payload["userErrors"] == []
    types = ("TierChanged", "MembershipBought", "MembershipCancelled")
    return [one["message"] for one in payload["outcomes"] if one["__typename"] in types]


async def test_a_till_sells_a_card_and_takes_it_back(world: World) -> None:
    assert await seen(world) == {"tier": None, "paidMemberships": []}
    sold = await purchase(world, "25.00", items=[CARD])
    assert told(sold) == ["Card until March 2, 2027", "You reached Plus"]
    assert await seen(world) == {"tier": "plus", "paidMemberships": ["card"]}
    assert told(await bring_back(world)) == ["Card was cancelled", "You are no longer Plus"]
    assert await seen(world) == {"tier": None, "paidMemberships": []}


async def test_a_till_sees_the_level_as_of_now(world: World) -> None:
    await purchase(world, "100.00")
    assert (await seen(world))["tier"] == "friend"
    world.later(days=700)
    assert (await seen(world))["tier"] is None
