"""Partner keys: made once, shown once, refused from the moment they are revoked."""

import asyncio
from typing import Any

import pytest
from api_world import World, codes, key

from app.identity.errors import Unauthenticated
from app.identity.store import verify_key

KEY = "id partnerId partnerName createdAt createdBy revokedAt lastUsedAt"
CREATE = f"""mutation($input: CreatePartnerKeyInput!) {{
  createPartnerKey(input: $input) {{ key partnerKey {{ {KEY} }} userErrors {{ code field }} }} }}"""
REVOKE = f"""mutation($input: RevokePartnerKeyInput!) {{
  revokePartnerKey(input: $input) {{ partnerKey {{ {KEY} }} userErrors {{ code field }} }} }}"""


async def create(world: World, **said: str) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "partnerId": "shop-1", "partnerName": "The Shop", **said}
    payload: dict[str, Any] = (await world.staff(CREATE, input=asked))["createPartnerKey"]
    return payload


async def revoke(world: World, key_id: str, **said: str) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "id": key_id, **said}
    payload: dict[str, Any] = (await world.staff(REVOKE, input=asked))["revokePartnerKey"]
    return payload


async def test_a_new_key_signs_its_partner_in_until_it_is_revoked(world: World) -> None:
    made = await create(world)
    assert made["userErrors"] == []
    caller = await verify_key(world.database, made["key"], world.backend.clock.now())
    assert (caller.partner_id, caller.key_id) == ("shop-1", made["partnerKey"]["id"])
    revoked = await revoke(world, made["partnerKey"]["id"])
    assert revoked["partnerKey"]["revokedAt"] == "2026-03-02T12:00:00.000Z"
    with pytest.raises(Unauthenticated):
        await verify_key(world.database, made["key"], world.backend.clock.now())


async def test_the_secret_is_shown_once_and_kept_nowhere(world: World) -> None:
    same = key()
    made = await create(world, idempotencyKey=same)
    again = await create(world, idempotencyKey=same)
    assert again == {**made, "key": None}
    secret = made["key"].split("_", 2)[2]
    assert secret not in repr(await world.dump())


async def test_fifty_parallel_sends_make_one_key_and_show_it_once(world: World) -> None:
    same = key()
    payloads = await asyncio.gather(*(create(world, idempotencyKey=same) for _ in range(50)))
    texts = [payload["key"] for payload in payloads if payload["key"]]
    assert len(texts) == 1
    assert {payload["partnerKey"]["id"] for payload in payloads} == {payloads[0]["partnerKey"]["id"]}
    assert await world.database.partner_keys.count_documents({}) == 1
    await verify_key(world.database, texts[0], world.backend.clock.now())


async def test_a_key_stands_for_one_request(world: World) -> None:
    same = key()
    made = await create(world, idempotencyKey=same)
    assert codes(await create(world, idempotencyKey=same, partnerName="Another")) == ["IDEMPOTENCY_KEY_REUSED"]
    assert codes(await revoke(world, made["partnerKey"]["id"], idempotencyKey=same)) == ["IDEMPOTENCY_KEY_REUSED"]
    assert await world.database.partner_keys.count_documents({"revoked_at": None}) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"partnerId": ""}, "partnerId"),
        ({"partnerId": "Shop"}, "partnerId"),
        ({"partnerId": "shop:1"}, "partnerId"),
        ({"partnerId": "x" * 41}, "partnerId"),
        ({"partnerName": " "}, "partnerName"),
        ({"partnerName": "x" * 101}, "partnerName"),
    ],
)
async def test_a_partner_that_cannot_be_named_gets_no_key(world: World, said: dict[str, str], field: str) -> None:
    before = await world.dump()
    payload = await create(world, **said)
    assert payload["userErrors"] == [{"code": "INVALID_PARTNER", "field": ["input", field]}]
    assert (payload["key"], payload["partnerKey"]) == (None, None)
    assert await world.dump() == before


async def test_a_key_that_never_was_cannot_be_revoked(world: World) -> None:
    before = await world.dump()
    payload = await revoke(world, "0123456789abcdef")
    assert payload == {
        "partnerKey": None,
        "userErrors": [{"code": "UNKNOWN_PARTNER_KEY", "field": ["input", "id"]}],
    }
    assert await world.dump() == before


async def test_keys_are_listed_the_newest_first_and_by_partner(world: World) -> None:
    first = (await create(world))["partnerKey"]
    world.later(minutes=1)
    second = (await create(world, partnerId="shop-2"))["partnerKey"]
    assert (await world.staff(f"{{ partnerKeys {{ {KEY} }} }}"))["partnerKeys"] == [second, first]
    assert (await world.staff(f'{{ partnerKeys(partnerId: "shop-1") {{ {KEY} }} }}'))["partnerKeys"] == [first]
