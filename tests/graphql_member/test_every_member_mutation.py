"""What any mutation of a member is refused for, whatever it does."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest
from member_world import World, key, serving
from sample_inputs import has_field, input_type, mutations, sample_input

from app.offers.voucher import voucher_id
from app.programme.programmes import Programmes, Published
from graphql_schema.ids import global_id

MUTATIONS = mutations("member")
UPDATE = "mutation($input: UpdateProfileInput!) { done: updateProfile(input: $input) { userErrors { code } } }"
ROTATE = "mutation($input: RotateWheelSeedInput!) { rotateWheelSeed(input: $input) { userErrors { code } } }"


async def send(world: World, mutation: str, who: str = "anna", **said: Any) -> list[tuple[str, list[str] | None, bool]]:
    """The errors of a mutation."""
    asked = sample_input("member", mutation, **{"confirm": True, **said})
    query = f"""mutation($input: {input_type("member", mutation)}!) {{
        done: {mutation}(input: $input) {{ userErrors {{ code field message retryable }} }} }}"""
    done = (await world.ask(query, who, input=asked))["done"]
    assert all(error["message"] for error in done["userErrors"])
    return [(error["code"], error["field"], error["retryable"]) for error in done["userErrors"]]


@pytest.mark.parametrize("mutation", [one for one in MUTATIONS if one != "join"])
async def test_somebody_who_has_not_joined_is_told_to(world: World, mutation: str) -> None:
    before = await world.dump()
    assert await send(world, mutation, "nobody", idempotencyKey=key()) == [("NOT_JOINED", None, False)]
    assert await world.dump() == before


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_a_key_that_stands_for_another_request_is_refused(world: World, mutation: str) -> None:
    assert has_field("member", mutation, "idempotencyKey")
    await world.join()
    used = key()
    # With a personal detail: the secret that such details are kept by in the history is made now, and not below.
    first = await world.ask(UPDATE, input={"idempotencyKey": used, "name": "Anna"})
    assert first["done"]["userErrors"] == []
    before = await world.dump()
    voucher = global_id("Voucher", voucher_id(await world.member(), 1))
    said = {"idempotencyKey": used, "voucherId": voucher, "zone": "Europe/Kyiv", "language": "en"}
    reused = [("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"], False)]
    assert await send(world, mutation, **said) == reused
    assert await world.dump() == before


class MeddlingProgrammes(Programmes):
    """Does something whenever a decision begins: so that what is decided is always about an older member."""

    def __init__(self, inner: Programmes, meddle: Callable[[], Awaitable[object]]) -> None:
        self._inner = inner
        self._meddle = meddle

    async def current(self) -> Published:
        await self._meddle()
        return await self._inner.current()


def meddling(world: World, meddle: Callable[[], Awaitable[object]]) -> AbstractAsyncContextManager[World]:
    """A server of the same members, who change whenever a decision begins."""
    programmes = MeddlingProgrammes(world.backend.programmes, meddle)
    return serving(replace(world.backend, programmes=programmes), world.clock)


async def test_a_member_who_never_stands_still_is_too_busy_and_may_try_again(world: World) -> None:
    await world.join()
    database, again = world.backend.database, key()
    before = await database.activities.count_documents({})
    async with meddling(world, lambda: database.members.update_many({}, {"$inc": {"version": 1}})) as busy:
        refused = await send(busy, "rotateWheelSeed", wheel="shiny", idempotencyKey=again)
    assert refused == [("TOO_BUSY", None, True)]
    assert await database.activities.count_documents({}) == before
    done = await world.ask(ROTATE, input={"idempotencyKey": again, "wheel": "shiny"})
    assert done["rotateWheelSeed"]["userErrors"] == []


async def test_a_member_who_is_erased_meanwhile_is_one_no_more(world: World) -> None:
    await world.join()
    members = world.backend.database.members
    async with meddling(world, lambda: members.delete_many({})) as leaving:
        refused = await send(leaving, "rotateWheelSeed", wheel="shiny", idempotencyKey=key())
    assert refused == [("NOT_JOINED", None, False)]
    assert await members.count_documents({}) == 0
