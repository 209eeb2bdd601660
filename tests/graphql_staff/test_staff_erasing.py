"""Erasing for a member who asked elsewhere, and seeing consents."""

from typing import Any

import pytest
from api_world import World, codes, key, member_id

from app.engine.activities import ConsentChange
from app.engine.record import record
from app.identity.callers import Role
from app.members.consents import Purpose

ERASE = """mutation($input: EraseMemberInput!) { eraseMember(input: $input) {
    activity { kind source outcomes { message } } member { id } userErrors { code field message } } }"""


async def erase(world: World, member: str, **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "memberId": member_id(member), "reason": "Letter 12.", **said}
    payload: dict[str, Any] = (await world.staff(ERASE, Role.SUPPORT, input=asked))["eraseMember"]
    return payload


async def test_support_erases_and_the_same_request_again_says_so_again(world: World) -> None:
    member = await world.joined()
    once = key()
    first = await erase(world, member, idempotencyKey=once)
    assert (codes(first), first["member"]) == ([], None)
    assert first["activity"]["source"] == "staff:sam"
    assert [outcome["message"] for outcome in first["activity"]["outcomes"]] == ["The member was erased"]
    assert await erase(world, member, idempotencyKey=once) == first
    query = "query($of: MemberReferenceInput!) { member(reference: $of) { id person { name } } }"
    for reference in ({"externalId": "anna"}, {"id": member_id(member)}):
        assert (await world.staff(query, Role.SUPPORT, of=reference))["member"] is None


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"reason": " "}, "MISSING_REASON", ["input", "reason"]),
        ({"memberId": member_id("mem_nobody")}, "UNKNOWN_MEMBER", ["input", "memberId"]),
    ],
)
async def test_a_bad_erasure_is_refused(world: World, said: dict[str, Any], code: str, field: list[str]) -> None:
    member = await world.joined()
    before = await world.dump()
    payload = await erase(world, member, **said)
    assert (codes(payload), payload["userErrors"][0]["field"]) == ([code], field)
    assert await world.dump() == before


async def test_staff_see_what_a_member_allows(world: World) -> None:
    member = await world.joined()
    said = ConsentChange(purpose=Purpose.PROFILING, granted=True, text_version="5")
    await record(world.backend, member, said, key(), "app")
    query = "query($of: MemberReferenceInput!) { member(reference: $of) { consents { purpose granted textVersion } } }"
    found = (await world.staff(query, Role.SUPPORT, of={"id": member_id(member)}))["member"]["consents"]
    assert [one for one in found if one["granted"]] == [{"purpose": "PROFILING", "granted": True, "textVersion": "5"}]
