"""What a campaign names must be there: when it is checked, when it is drafted, and when it starts."""

from typing import Any

import pytest
from api_world import World, codes
from campaigning import CAMPAIGN, change, draft, state_of, surprises

from app.fences.area import circle
from app.fences.crossings import Terms
from app.fences.store import fence_row, remove_fence, save_fence
from app.places.position import Position
from app.storage.client import Database
from app.storage.transaction import in_transaction

NEAR = CAMPAIGN.replace("timing:", "audience: {near: [PLACE]}\ntiming:")
CHECK = "query($text: String!) { checkCampaign(text: $text) { mistakes { path message } } }"


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


async def draw_market(world: World) -> None:
    area = circle(Position(52.37, 4.89), 200)
    market = fence_row("market", "Market", area, Terms(3_600, 600), world.clock.now(), "sam")
    await in_transaction(world.database.client, lambda session: save_fence(world.database, session, market))


async def checked(world: World, text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = (await world.staff(CHECK, text=text))["checkCampaign"]["mistakes"]
    return found


async def test_a_fence_that_is_not_there_is_told_with_the_nearest_one(world: World) -> None:
    await draw_market(world)
    text = NEAR.replace("PLACE", "markt")
    message = "there is no fence `markt`; did you mean `market`? Otherwise draw it with `saveGeofence`"
    assert await checked(world, text) == [{"path": "audience.near[1]", "message": message}]
    before = await world.dump()
    refused = await draft(world, text)
    assert (codes(refused), refused["mistakes"][0]["message"]) == (["CAMPAIGN_HAS_MISTAKES"], message)
    assert await world.dump() == before
    assert await checked(world, NEAR.replace("PLACE", "market, store:dam")) == []


async def test_a_fence_that_was_removed_since_the_draft_keeps_the_campaign_from_starting(world: World) -> None:
    await draw_market(world)
    assert (await draft(world, NEAR.replace("PLACE", "market")))["userErrors"] == []
    await in_transaction(world.database.client, lambda session: remove_fence(world.database, session, "market"))
    refused = await change(world, "submit")
    assert codes(refused) == ["CAMPAIGN_HAS_MISTAKES"]
    assert "there is no fence `market`" in refused["mistakes"][0]["message"]
    assert await state_of(world) == "draft"


async def test_a_time_that_is_over_is_told_by_a_check_and_can_be_drafted_all_the_same(world: World) -> None:
    over = CAMPAIGN.replace("2026-03-02 15:00", "2026-03-02 12:00")
    assert await checked(world, over) == [
        {"path": "timing", "message": "all times of the campaign lie in the past; give it a later one"}
    ]
    assert (await draft(world, over))["userErrors"] == []
    assert codes(await change(world, "submit")) == ["CAMPAIGN_OVER"]
