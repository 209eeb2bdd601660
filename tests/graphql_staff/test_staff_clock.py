"""The development clock: see next week today."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from api_world import START, World, codes, key

from app.development_clock import DevelopmentClock
from app.engine.activities import Purchase
from app.engine.record import record

ADVANCE = """mutation($input: AdvanceClockInput!) {
  advanceClock(input: $input) { now userErrors { code field message } } }"""
MILES = '{ member(reference: {externalId: "anna"}) { balances { asset { id } available pending } } }'


async def advance(world: World, by: str, **said: str) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "by": by, **said}
    payload: dict[str, Any] = (await world.staff(ADVANCE, input=asked))["advanceClock"]
    return payload


async def miles(world: World) -> tuple[int, int]:
    held = (await world.staff(MILES))["member"]["balances"]
    return next((one["available"], one["pending"]) for one in held if one["asset"]["id"] == "miles")


async def test_pending_points_are_active_once_the_clock_has_moved(world: World) -> None:
    member = await world.joined()
    purchase = Purchase(partner="till", reference="r1", amount=5000, currency="EUR")
    await record(world.backend, member, purchase, key(), "partner:till")
    assert await miles(world) == (0, 5)
    assert await advance(world, "2 weeks") == {"now": "2026-03-16T12:00:00.000Z", "userErrors": []}
    assert await miles(world) == (0, 5)
    assert (await advance(world, "1d"))["now"] == "2026-03-17T12:00:00.000Z"
    assert await miles(world) == (5, 0)


async def test_another_process_tells_the_same_time(world: World) -> None:
    other = DevelopmentClock(world.database, world.system_clock)
    await advance(world, "3d")
    assert other.now() == START
    await other.refresh()
    assert other.now() == START + timedelta(days=3) == world.clock.now()


async def test_every_move_counts_and_a_repeated_one_counts_once(world: World) -> None:
    same = key()
    moves = [advance(world, "1h") for _ in range(10)]
    repeated = [advance(world, "1d", idempotencyKey=same) for _ in range(10)]
    payloads = await asyncio.gather(*moves, *repeated)
    assert all(payload["userErrors"] == [] for payload in payloads)
    assert all(payload == payloads[-1] for payload in payloads[10:])
    await world.clock.refresh()
    assert world.clock.now() == START + timedelta(days=1, hours=10)
    assert codes(await advance(world, "2d", idempotencyKey=same)) == ["IDEMPOTENCY_KEY_REUSED"]


@pytest.mark.parametrize("by", ["", "0d", "-3d", "3", "soon", "3 fortnights", "99999d", "1e3d", "x" * 1000])
async def test_what_is_no_length_of_time_does_not_move_the_clock(world: World, by: str) -> None:
    payload = await advance(world, by)
    assert codes(payload) == ["INVALID_DURATION"]
    assert payload["userErrors"][0]["field"] == ["input", "by"]
    await world.clock.refresh()
    assert world.clock.now() == START


async def test_the_clock_goes_a_century_ahead_at_most(world: World) -> None:
    assert codes(await advance(world, "36500d")) == []
    assert codes(await advance(world, "1h")) == ["CLOCK_TOO_FAR_AHEAD"]
    await world.clock.refresh()
    assert world.clock.now() == START + timedelta(days=36_500)


async def test_outside_development_nobody_moves_the_clock(world: World) -> None:
    world.development = False
    before = await world.dump()
    payload = await advance(world, "3d")
    assert codes(payload) == ["DEVELOPMENT_ONLY"]
    assert payload["now"] is None
    assert await world.dump() == before
