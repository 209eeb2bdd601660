"""The comeback programme: coming back soon is worth more than coming back late."""

from collections.abc import AsyncIterator

import pytest
from api_world import serving
from journey import Journey, refusals, rules

from app.programme.examples import example
from app.storage.client import Database


@pytest.fixture
async def anna(database: Database) -> AsyncIterator[Journey]:
    async with serving(database, example("comeback")) as world:
        journey = Journey(world, "UAH")
        await journey.join("Europe/Kyiv")
        yield journey


async def test_a_life_with_the_cafe(anna: Journey) -> None:
    # Monday, 2 March 2026, 14:00 in Kyiv
    assert rules(await anna.comes_by()) == {"welcome": 20, "quiet-hours": 20}
    assert refusals(await anna.reports("visit")) == ["DAILY_LIMIT_REACHED"]
    assert refusals(await anna.comes_by()) == ["DAILY_LIMIT_REACHED"]

    await anna.waits("1d", "2h")  # Tuesday, 16:00
    assert rules(await anna.reports("visit", store="podil")) == {"soon-again": 50}
    told = await anna.told()
    assert told["welcome"] == "it is for the first visit only"
    assert told["quiet-hours"] == "it is for 14:00-16:00 only, and it was 16:00"

    await anna.waits("10d")
    assert rules(await anna.comes_by()) == {"soon-again": 25}
    await anna.waits("20d")  # over the change of the clocks
    assert rules(await anna.comes_by()) == {"soon-again": 10}
    await anna.waits("40d")
    late = await anna.comes_by()
    assert rules(late) == {}
    assert (await anna.told())["soon-again"] == "the last visit was more than 30 days ago"
    assert await anna.balances() == {"beans": 125}


async def test_telling_friends_is_limited_by_day_and_by_month(anna: Journey) -> None:
    for _ in range(2):
        for _ in range(2):
            assert rules(await anna.reports("share", network="mastodon")) == {"sharing": 2}
        assert refusals(await anna.reports("share")) == ["DAILY_LIMIT_REACHED"]
        await anna.waits("1d")
    assert rules(await anna.reports("share")) == {"sharing": 2}
    assert rules(await anna.reports("share")) == {}
    assert (await anna.told())["sharing"] == "its cap is reached: 10 per month"
    await anna.waits("1 month")
    assert rules(await anna.reports("share")) == {"sharing": 2}


async def test_checking_in_takes_being_there_and_counts_once_a_day_and_cafe(anna: Journey) -> None:
    at_podil, at_the_gate = (50.4641, 30.5177), (50.4488, 30.5134)
    assert refusals(await anna.checks_in("podil", at_the_gate)) == ["NOT_AT_STORE"]
    assert refusals(await anna.checks_in("lviv", at_podil)) == ["UNKNOWN_STORE"]
    assert rules(await anna.checks_in("podil", at_podil)) == {"at-the-door": 3}
    assert refusals(await anna.checks_in("podil", at_podil)) == ["ALREADY_CHECKED_IN"]
    assert rules(await anna.checks_in("golden-gate", at_the_gate)) == {"at-the-door": 3}
    await anna.waits("1d")
    assert rules(await anna.checks_in("podil", at_podil)) == {"at-the-door": 3}
    assert await anna.balances() == {"beans": 9}
