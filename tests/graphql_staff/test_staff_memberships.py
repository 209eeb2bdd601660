"""Memberships as support sees and ends them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, World, codes, key, member_id, serving

from app.engine.activities import Item, Purchase
from app.engine.record import record
from app.identity.callers import Role
from app.storage.client import Database

TIERED = (
    PROGRAMME
    + """
tiers: {levels: [{id: plus, name: Plus}]}
memberships:
  card: {name: Card, level: plus, lasts: 1 year, sku: CARD}
"""
)
SEEN = "query($of: MemberReferenceInput!) { member(reference: $of) { tier paidMemberships { id since until } } }"
CANCEL = """mutation($input: CancelMembershipInput!) { cancelMembership(input: $input) {
    activity { kind source } member { tier } outcomes { message } userErrors { code field } } }"""


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, TIERED) as world:
        yield world


async def with_card(world: World) -> str:
    member = await world.joined("anna")
    card = Item(category="card", price=2_500, sku="CARD")
    bought = Purchase(partner="till", reference="r", amount=2_500, currency="EUR", items=(card,))
    await record(world.backend, member, bought, key(), "partner:till")
    return member


async def cancel(world: World, member: str, **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "memberId": member_id(member), "membership": "card", "reason": "Asked for it."}
    payload: dict[str, Any] = (await world.staff(CANCEL, Role.SUPPORT, input={**asked, **said}))["cancelMembership"]
    return payload


async def test_support_sees_the_level_and_ends_a_membership(world: World) -> None:
    member = await with_card(world)
    seen = (await world.staff(SEEN, Role.SUPPORT, of={"externalId": "anna"}))["member"]
    [card] = seen["paidMemberships"]
    assert (seen["tier"], card["id"], card["until"]) == ("plus", "card", "2027-03-02T23:00:00.000Z")
    ended = await cancel(world, member)
    assert ended["activity"] == {"kind": "membership_cancellation", "source": "staff:sam"}
    assert [one["message"] for one in ended["outcomes"]] == ["Card was cancelled", "You are no longer Plus"]
    assert ended["member"] == {"tier": None}


async def test_every_refusal_of_a_cancellation_is_a_user_error_and_changes_nothing(world: World) -> None:
    member = await with_card(world)
    before = await world.dump()
    assert codes(await cancel(world, "mem_nobody")) == ["UNKNOWN_MEMBER"]
    assert codes(await cancel(world, member, membership="gone")) == ["NO_MEMBERSHIP"]
    assert codes(await cancel(world, member, reason=" ")) == ["MISSING_REASON"]
    assert await world.dump() == before


async def test_marketing_may_not_end_a_membership(world: World) -> None:
    member = await with_card(world)
    asked = {"idempotencyKey": key(), "memberId": member_id(member), "membership": "card", "reason": "Because."}
    answer = (await world.staff_response(CANCEL, Role.MARKETING, input=asked)).json()
    assert "errors" in answer
