"""Mission 6, rewards by number of visits: levels by the visits of the last 90 days."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import World, serving
from journey import Journey, rules

from app.programme.examples import example
from app.storage.client import Database

TIER = """{ me { tier { level { id } until next { level { id } missing { amount words } }
    keep { missing { amount } until } } } }"""


@pytest.fixture
async def anna(database: Database) -> AsyncIterator[Journey]:
    async with serving(database, example("coffee")) as world:
        journey = Journey(world, "USD")
        await journey.join("America/New_York")
        yield journey


async def tier(world: World) -> Any:
    return (await world.app(TIER))["me"]["tier"]


def told(payload: dict[str, Any]) -> list[str]:
    return [one["message"] for one in payload["outcomes"] if one["message"].startswith(("You", "Your"))]


async def test_a_life_with_the_coffee_house(anna: Journey) -> None:
    newcomer = await tier(anna.world)
    assert newcomer["level"] == {"id": "welcome"}
    assert newcomer["next"] == {"level": {"id": "green"}, "missing": {"amount": 5, "words": "5 times"}}

    # Monday, 2 March 2026, 7:00 in New York. The fifth visit makes a regular of her, whose afternoons earn more.
    for _ in range(4):
        assert rules(await anna.comes_by()) == {"star-for-a-visit": 10}
        await anna.waits("1d")
    fifth = await anna.comes_by()
    assert rules(fifth) == {"star-for-a-visit": 10, "tier:green": 50}
    assert told(fifth) == ["You reached Green"]
    await anna.waits("1d", "8h")
    assert rules(await anna.comes_by()) == {"star-for-a-visit": 10, "afternoon-of-regulars": 5}

    # The twelfth makes her golden, and the thirteenth earns half as much again.
    for _ in range(5):
        await anna.waits("1d")
        await anna.comes_by()
    await anna.waits("1d")
    assert rules(await anna.comes_by()) == {
        "star-for-a-visit": 10, "afternoon-of-regulars": 5, "tier:gold": 100,
    }  # fmt: skip
    await anna.waits("1d", "8h")
    assert rules(await anna.comes_by()) == {"star-for-a-visit": 10, "tier:gold:stars": 5}

    # 13 visits count. Two of them are 91 days old on the second of June, and two weeks later gold is lost.
    golden = await tier(anna.world)
    assert golden["keep"]["missing"] == {"amount": 1}
    assert golden["keep"]["until"] == "2026-06-02T04:00:00.000Z"
    assert golden["until"] == "2026-06-16T04:00:00.000Z"
    await anna.waits("86d")
    assert (await tier(anna.world))["level"] == {"id": "gold"}
    await anna.waits("10d")
    assert (await tier(anna.world))["level"] == {"id": "green"}

    # One level at a time: another two weeks, although nothing counts any more.
    await anna.waits("8d")
    assert (await tier(anna.world))["level"] == {"id": "green"}
    await anna.waits("10d")
    back = await anna.comes_by()
    assert rules(back) == {"star-for-a-visit": 10}
    assert told(back) == ["Your level is now Green", "Your level is now Welcome"]
