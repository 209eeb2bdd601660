"""What members can't do about a streak, each refused with its facts and with nothing written."""

from typing import Any

import pytest
from member_world import PROGRAMME, World, key

FEW = """
  few:
    name: Few
    of: [visit]
    pauses: {longest: 10d, per_year: 2}
    restore: {within: 3d, free_per_year: 1}
"""
MUTATION = """mutation($input: %sInput!) { done: %s(input: $input) {
    outcomes { __typename } userErrors { code field message retryable } } }"""
FREEZE = MUTATION % ("FreezeStreak", "freezeStreak")
PAUSE = MUTATION % ("PauseStreak", "pauseStreak")
RESTORE = MUTATION % ("RestoreStreak", "restoreStreak")


@pytest.fixture
def programme() -> str:
    return PROGRAMME + FEW.removeprefix("\n")


@pytest.fixture
async def world(world: World) -> World:
    await world.join()
    await world.visits()
    return world


async def does(world: World, query: str, **said: Any) -> dict[str, Any]:
    done: dict[str, Any] = (await world.ask(query, input={"idempotencyKey": key(), **said}))["done"]
    return done


async def refused(world: World, query: str, **said: Any) -> tuple[str, list[str] | None, str]:
    """The code, the field and the words of a refusal that wrote nothing."""
    before = await world.dump()
    done = await does(world, query, **said)
    assert await world.dump() == before
    assert done["outcomes"] == []
    [error] = done["userErrors"]
    assert error["retryable"] is False
    return error["code"], error["field"], error["message"]


async def test_no_more_freezes_are_sold_than_can_be_held(world: World) -> None:
    await world.gets("points", 100)
    for _ in range(2):
        assert (await does(world, FREEZE, streak="daily"))["userErrors"] == []
    assert (await refused(world, FREEZE, streak="daily"))[:2] == ("STREAK_FREEZES_FULL", ["input", "streak"])


async def test_a_day_is_paused_once(world: World) -> None:
    assert (await does(world, PAUSE, streak="few", **_days(5, 8)))["userErrors"] == []
    for first, last in ((8, 9), (4, 5), (6, 7), (3, 12)):
        code, field, _ = await refused(world, PAUSE, streak="few", **_days(first, last))
        assert (code, field) == ("STREAK_ALREADY_PAUSED", ["input", "from"])


async def test_pauses_are_used_up_for_the_year_they_start_in(world: World) -> None:
    for first in (5, 15):
        assert (await does(world, PAUSE, streak="few", **_days(first, first)))["userErrors"] == []
    code, field, words = await refused(world, PAUSE, streak="few", **_days(25, 26))
    assert (code, field) == ("STREAK_PAUSES_USED_UP", ["input", "from"])
    assert "2026" in words
    next_year = {"from": "2027-01-05", "until": "2027-01-06"}
    assert (await does(world, PAUSE, streak="few", **next_year))["userErrors"] == []


async def test_after_the_free_restores_none_are_given_where_none_are_sold(world: World) -> None:
    await _break_twice(world, "few")
    code, field, words = await refused(world, RESTORE, streak="few")
    assert (code, field) == ("STREAK_RESTORES_USED_UP", ["input", "streak"])
    assert "1" in words


async def test_a_restore_that_costs_more_than_there_is_restores_nothing(world: World) -> None:
    await _break_twice(world, "daily")
    await world.gets("points", 19)
    assert (await refused(world, RESTORE, streak="daily"))[:2] == ("INSUFFICIENT_BALANCE", None)
    await world.gets("points", 1)
    assert (await does(world, RESTORE, streak="daily"))["userErrors"] == []


async def _break_twice(world: World, streak: str) -> None:
    """The first break is made good for free."""
    world.later(days=2)
    assert (await does(world, RESTORE, streak=streak))["userErrors"] == []
    await world.visits()
    world.later(days=2)


def _days(first: int, last: int) -> dict[str, str]:
    return {"from": f"2026-03-{first:02}", "until": f"2026-03-{last:02}"}
