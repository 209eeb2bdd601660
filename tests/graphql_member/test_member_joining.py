"""Joining: once, under one key, with details that can be right."""

import asyncio
from typing import Any

import pytest
from member_world import JOIN, World, key

DETAILS = {
    "name": "Anna",
    "email": "anna@example.com",
    "birthDate": "1990-05-17",
    "region": "NL",
    "phone": "+31612345678",
}


async def test_joining_makes_a_member(world: World) -> None:
    payload = await world.join(**DETAILS)
    assert payload["userErrors"] == []
    member = payload["member"]
    assert {name: member[name] for name in DETAILS} == DETAILS
    assert (member["zone"], member["language"]) == ("Europe/Amsterdam", "en")
    assert member["joinedAt"] == "2026-03-02T12:00:00.000Z"
    assert len(member["code"]) == 12


async def test_the_same_request_again_has_the_same_answer(world: World) -> None:
    once = key()
    first = await world.join(idempotencyKey=once, **DETAILS)
    world.later(days=1)
    assert await world.join(idempotencyKey=once, **DETAILS) == first
    assert await world.backend.database.members.count_documents({}) == 1
    assert await world.backend.database.activities.count_documents({}) == 1


@pytest.mark.parametrize("other", [{"language": "uk"}, {"zone": "Asia/Tokyo"}, {"name": "Hanna"}])
async def test_the_same_key_with_another_input_is_refused(world: World, other: dict[str, Any]) -> None:
    once = key()
    await world.join(idempotencyKey=once, **DETAILS)
    payload = await world.join(idempotencyKey=once, **{**DETAILS, **other})
    assert [error["code"] for error in payload["userErrors"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert payload["userErrors"][0]["field"] == ["input", "idempotencyKey"]
    assert (await world.ask("{ me { name } }"))["me"]["name"] == "Anna"


async def test_joining_again_under_another_key_is_refused_and_shows_the_member(world: World) -> None:
    first = await world.join(**DETAILS)
    again = await world.join(**DETAILS)
    assert [error["code"] for error in again["userErrors"]] == ["ALREADY_JOINED"]
    assert again["member"] == first["member"]
    assert again["outcomes"] == []


async def test_many_devices_joining_at_once_make_one_member(world: World) -> None:
    once = key()
    payloads = await asyncio.gather(*(world.join(idempotencyKey=once, **DETAILS) for _ in range(20)))
    assert all(payload == payloads[0] for payload in payloads)
    assert payloads[0]["userErrors"] == []
    assert await world.backend.database.members.count_documents({}) == 1


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"zone": "Mars/Olympus"}, "UNKNOWN_TIME_ZONE", "zone"),
        ({"language": "no such tongue"}, "UNKNOWN_LANGUAGE", "language"),
        ({"email": "anna"}, "INVALID_PROFILE", "email"),
        ({"birthDate": "2030-01-01"}, "INVALID_PROFILE", "birthDate"),
        ({"birthDate": "1800-01-01"}, "INVALID_PROFILE", "birthDate"),
        ({"region": "Holland"}, "INVALID_PROFILE", "region"),
        ({"name": " "}, "INVALID_PROFILE", "name"),
        ({"phone": "0612345678"}, "INVALID_PROFILE", "phone"),
    ],
)
async def test_details_that_cant_be_right_are_refused(world: World, wrong: Any, code: str, field: str) -> None:
    payload = await world.join(**wrong)
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [(code, ["input", field])]
    assert payload["member"] is None
    assert await world.backend.database.members.count_documents({}) == 0
    assert await world.backend.database.profiles.count_documents({}) == 0


@pytest.mark.parametrize("wrong", [{"idempotencyKey": "1"}, {"birthDate": "17 May 1990"}, {"birthDate": "1990-02-30"}])
async def test_what_is_no_uuid_or_date_is_the_documents_fault(world: World, wrong: dict[str, str]) -> None:
    asked = {"idempotencyKey": key(), "zone": "Europe/Amsterdam", "language": "en", **wrong}
    response = await world.client.post(
        "/graphql", json={"query": JOIN, "variables": {"input": asked}}, headers={"Authorization": "anna"}
    )
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["BAD_USER_INPUT"]
    assert await world.backend.database.members.count_documents({}) == 0
