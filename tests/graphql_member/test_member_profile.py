"""Changing one's profile: some fields, under one key, and nothing of it in the history."""

import asyncio
from typing import Any

import pytest
from member_world import World, key

from app.storage.client import Row

UPDATE = """
    mutation($input: UpdateProfileInput!) { updateProfile(input: $input) {
        member { zone language name email birthDate region phone }
        outcomes { __typename message ... on ProfileChanged { fields } } userErrors { code field }
    } }
"""
DETAILS = {
    "name": "Anna",
    "email": "anna@example.com",
    "birthDate": "1990-05-17",
    "region": "NL",
    "phone": "+31612345678",
}


async def update(world: World, who: str = "anna", **said: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await world.ask(UPDATE, who, input={"idempotencyKey": key(), **said}))["updateProfile"]
    return payload


async def everything(world: World) -> dict[str, list[Row]]:
    names = await world.backend.database.list_collection_names()
    return {name: await world.backend.database[name].find().sort("_id").to_list() for name in sorted(names)}


async def test_what_is_given_changes_and_the_rest_stays(world: World) -> None:
    await world.join(**DETAILS)
    payload = await update(world, language="uk", email="a@example.org", birthDate=None)
    assert payload["userErrors"] == []
    assert payload["member"] == {
        "zone": "Europe/Amsterdam",
        "language": "uk",
        "name": "Anna",
        "email": "a@example.org",
        "birthDate": None,
        "region": "NL",
        "phone": "+31612345678",
    }
    assert payload["outcomes"] == [
        {
            "__typename": "ProfileChanged",
            "message": "Змінено: мова, електронна пошта, дата народження",
            "fields": ["language", "email", "birthDate"],
        }
    ]


async def test_nothing_to_change_changes_nothing(world: World) -> None:
    await world.join(**DETAILS)
    payload = await update(world)
    assert payload["member"]["name"] == "Anna"
    assert payload["outcomes"][0]["message"] == "Nothing was changed"


async def test_the_same_request_again_has_the_same_outcome_and_changes_nothing_back(world: World) -> None:
    await world.join(**DETAILS)
    once = key()
    await update(world, idempotencyKey=once, name="Hanna")
    await update(world, name="Johanna")
    again = await update(world, idempotencyKey=once, name="Hanna")
    assert (again["userErrors"], again["outcomes"][0]["fields"]) == ([], ["name"])
    assert again["member"]["name"] == "Johanna"


@pytest.mark.parametrize(
    "other", [{"name": "Hanna"}, {"name": None}, {"zone": "Asia/Tokyo"}, {"phone": "+442012345678"}]
)
async def test_the_same_key_with_another_input_is_refused(world: World, other: dict[str, Any]) -> None:
    await world.join()
    once = key()
    await update(world, idempotencyKey=once, name="Anna")
    before = await everything(world)
    refused = await update(world, idempotencyKey=once, **{"name": "Anna", **other})
    assert refused["userErrors"] == [{"code": "IDEMPOTENCY_KEY_REUSED", "field": ["input", "idempotencyKey"]}]
    assert await everything(world) == before


async def test_fifty_sends_of_one_change_are_one(world: World) -> None:
    await world.join()
    once = key()
    answers = await asyncio.gather(*(update(world, idempotencyKey=once, name="Anna") for _ in range(50)))
    assert all(answer == answers[0] for answer in answers)
    assert await world.backend.database.activities.count_documents({"kind": "profile_update"}) == 1


async def test_an_old_joining_sent_again_after_a_change_has_its_first_answer(world: World) -> None:
    once = key()
    first = await world.join(idempotencyKey=once, **DETAILS)
    await update(world, name="Hanna", region=None)
    again = await world.join(idempotencyKey=once, **DETAILS)
    assert (again["userErrors"], again["outcomes"]) == ([], first["outcomes"])
    assert again["member"]["name"] == "Hanna"


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"zone": "Mars/Olympus"}, "UNKNOWN_TIME_ZONE", "zone"),
        ({"zone": ""}, "UNKNOWN_TIME_ZONE", "zone"),
        ({"language": "no such tongue"}, "UNKNOWN_LANGUAGE", "language"),
        ({"email": "anna"}, "INVALID_PROFILE", "email"),
        ({"birthDate": "2030-01-01"}, "INVALID_PROFILE", "birthDate"),
        ({"region": "Holland"}, "INVALID_PROFILE", "region"),
        ({"name": " "}, "INVALID_PROFILE", "name"),
        ({"phone": "0612345678"}, "INVALID_PROFILE", "phone"),
        ({"phone": "+31 6 12345678"}, "INVALID_PROFILE", "phone"),
        ({"phone": "+1234567890123456"}, "INVALID_PROFILE", "phone"),
        ({"phone": "+٣١٦١٢٣٤٥٦٧٨"}, "INVALID_PROFILE", "phone"),
    ],
)
async def test_what_cant_be_right_is_refused_and_nothing_of_it_is_kept(
    world: World, wrong: dict[str, Any], code: str, field: str
) -> None:
    await world.join(**DETAILS)
    before = await everything(world)
    refused = await update(world, **{"zone": "Asia/Tokyo", "name": "Hanna", **wrong})
    assert refused["userErrors"] == [{"code": code, "field": ["input", field]}]
    assert await everything(world) == before


async def test_somebody_who_has_not_joined_has_no_profile(world: World) -> None:
    refused = await update(world, name="Anna")
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_JOINED"]
    assert await world.backend.database.profiles.count_documents({}) == 0
