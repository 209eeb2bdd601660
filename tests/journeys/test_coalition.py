"""The coalition programme: more for spending more than usual, and for coming back after four months."""

from collections.abc import AsyncIterator

import pytest
from api_world import serving
from journey import Journey, rules

from app.programme.examples import example
from app.storage.client import Database


@pytest.fixture
async def anna(database: Database) -> AsyncIterator[Journey]:
    async with serving(database, example("coalition")) as world:
        journey = Journey(world, "RUB")
        await journey.join("Europe/Moscow")
        yield journey


async def test_a_life_with_the_coalition(anna: Journey) -> None:
    assert rules(await anna.buys("1200.00")) == {"base": 120}
    assert rules(await anna.buys("1499.00")) == {"base": 149}
    assert "above-average" in await anna.told()

    assert rules(await anna.foresees("1500.00")) == {"base": 150, "above-average": 100}
    assert rules(await anna.buys("1500.00")) == {"base": 150, "above-average": 100}
    assert rules(await anna.buys("2000.00")) == {"base": 200, "above-average": 100}
    assert rules(await anna.buys("1500.00")) == {"base": 150}
    assert (await anna.told())["above-average"] == "its cap is reached: 2 times per month"
    assert await anna.balances() == {"points": 969}

    await anna.waits("120d")
    assert rules(await anna.foresees("1000.00")) == {"base": 100}
    await anna.waits("1d")  # 1 July: not seen for four months
    assert rules(await anna.foresees("1000.00")) == {"base": 100, "win-back": 400}
    assert rules(await anna.buys("1000.00", "back")) == {"base": 100, "win-back": 400}

    await anna.waits("20d")  # still July
    assert rules(await anna.buys("500.00")) == {"base": 50, "win-back": 200}
    assert rules(await anna.brings_back("back", "500.00")) == {"base": -50, "win-back": -200}
    await anna.waits("20d")  # August
    assert rules(await anna.buys("500.00")) == {"base": 50}
    assert "the days since the last purchase must be more than 120" in (await anna.told())["win-back"]
    assert await anna.balances() == {"points": 969 + 500 + 250 - 250 + 50}


async def test_coffee_counts_from_its_launch_on(anna: Journey) -> None:
    coffee = {"category": "coffee", "price": {"amount": "300.00", "currencyCode": "RUB"}}
    assert rules(await anna.buys("300.00", items=[coffee])) == {"base": 30}
    assert (await anna.told())["coffee-launch"] == "it starts on 2027-02-01"
    await anna.waits("11 months")
    assert rules(await anna.buys("300.00", items=[coffee])) == {"base": 30, "win-back": 120, "coffee-launch": 30}
    assert rules(await anna.buys("300.00")) == {"base": 30, "win-back": 120}
