"""What any mutation of a member is refused for, whatever it does."""

from dataclasses import replace
from typing import Any

import pytest
from member_world import World, key, serving
from sample_inputs import has_field, input_type, mutations, sample_input

from app.offers.voucher import voucher_id
from app.programme.programmes import Programmes, Published
from app.storage.client import Database
from graphql_schema.ids import global_id

MUTATIONS = mutations("member")
UPDATE = "mutation($input: UpdateProfileInput!) { done: updateProfile(input: $input) { userErrors { code } } }"
ROTATE = "mutation($input: RotateWheelSeedInput!) { rotateWheelSeed(input: $input) { userErrors { code } } }"


async def send(world: World, mutation: str, who: str = "anna", **said: Any) -> list[tuple[str, list[str] | None, bool]]:
    """The errors of a mutation."""
    asked = sample_input("member", mutation, **said)
    query = f"""mutation($input: {input_type("member", mutation)}!) {{
        done: {mutation}(input: $input) {{ member {{ id }} outcomes {{ message }}
            userErrors {{ code field message retryable }} }} }}"""
    done = (await world.ask(query, who, input=asked))["done"]
    assert done["outcomes"] == []
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
    """Changes every member whenever a decision begins: so that what is decided is always about an older member."""

    def __init__(self, database: Database, inner: Programmes) -> None:
        self._members = database.members
        self._inner = inner

    async def current(self) -> Published:
        await self._members.update_many({}, {"$inc": {"version": 1}})
        return await self._inner.current()


async def test_a_member_who_never_stands_still_is_too_busy_and_may_try_again(world: World) -> None:
    await world.join()
    database, again = world.backend.database, key()
    before = await database.activities.count_documents({})
    restless = replace(world.backend, programmes=MeddlingProgrammes(database, world.backend.programmes))
    async with serving(restless, world.clock) as busy:
        refused = await send(busy, "rotateWheelSeed", wheel="shiny", idempotencyKey=again)
    assert refused == [("TOO_BUSY", None, True)]
    assert await database.activities.count_documents({}) == before
    done = await world.ask(ROTATE, input={"idempotencyKey": again, "wheel": "shiny"})
    assert done["rotateWheelSeed"]["userErrors"] == []
