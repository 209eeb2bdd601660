"""Consents, exports and erasure, as the app asks for them."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from member_world import World, key, serving
from starlette.applications import Starlette
from starlette.routing import Route

from app.exporting import download
from app.members.consents import Purpose
from app.members.known import KnownMembers
from app.storage.client import Row

CONSENT = """
    mutation($input: SetConsentInput!) { setConsent(input: $input) {
        member { consents { purpose granted since textVersion } }
        outcomes { message ... on ConsentSaid { purpose granted textVersion } } userErrors { code field }
    } }
"""
EXPORT = """
    mutation($input: RequestExportInput!) { requestExport(input: $input) {
        export { downloadUrl expiresAt } userErrors { code }
    } }
"""
ERASE = "mutation($input: EraseMeInput!) { eraseMe(input: $input) { erasedAt userErrors { code field } } }"
DETAILS = {"name": "Anna", "email": "anna@example.com", "birthDate": "1990-05-17", "region": "NL"}


async def consent(world: World, granted: bool = True, **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "purpose": "LOCATION", "granted": granted, "textVersion": "2026-03", **said}
    payload: dict[str, Any] = (await world.ask(CONSENT, input=asked))["setConsent"]
    return payload


async def ask_export(world: World, **said: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await world.ask(EXPORT, input={"idempotencyKey": key(), **said}))["requestExport"]
    return payload


async def erase(world: World, who: str = "anna", **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "confirm": True, **said}
    payload: dict[str, Any] = (await world.ask(ERASE, who, input=asked))["eraseMe"]
    return payload


async def everything(world: World) -> dict[str, list[Row]]:
    names = await world.backend.database.list_collection_names()
    return {name: await world.backend.database[name].find().sort("_id").to_list() for name in sorted(names)}


async def test_nothing_is_allowed_before_it_is_asked_for(world: World) -> None:
    await world.join()
    found = (await world.ask("{ me { consents { purpose granted since textVersion } } }"))["me"]["consents"]
    assert [one["purpose"] for one in found] == [purpose.name for purpose in Purpose]
    assert not any(one["granted"] or one["since"] or one["textVersion"] for one in found)


async def test_a_yes_and_a_no_hold_at_once_and_stay_in_the_history(world: World) -> None:
    await world.join()
    yes = await consent(world)
    assert yes["outcomes"] == [
        {
            "message": "Said yes to keeping places, text 2026-03",
            "purpose": "LOCATION",
            "granted": True,
            "textVersion": "2026-03",
        }
    ]
    world.later(days=1)
    no = await consent(world, False, textVersion="2026-04")
    [location] = [one for one in no["member"]["consents"] if one["purpose"] == "LOCATION"]
    assert (location["granted"], location["textVersion"]) == (False, "2026-04")
    assert location["since"].startswith("2026-03-03")
    history = (await world.ask("{ me { activities { nodes { kind outcomes { message } } } } }"))["me"]["activities"]
    messages = [one["outcomes"][0]["message"] for one in history["nodes"] if one["kind"] == "consent"]
    assert messages == ["Said no to keeping places, text 2026-04", "Said yes to keeping places, text 2026-03"]


@pytest.mark.parametrize("text", ["", " ", "x" * 101])
async def test_a_consent_names_the_text_it_is_about(world: World, text: str) -> None:
    await world.join()
    before = await everything(world)
    refused = await consent(world, textVersion=text)
    assert refused["userErrors"] == [{"code": "INVALID_REFERENCE", "field": ["input", "textVersion"]}]
    assert await everything(world) == before


async def test_whoever_has_not_joined_has_nothing_to_allow_to_export_or_to_erase(world: World) -> None:
    for payload in (await consent(world), await ask_export(world), await erase(world)):
        assert [error["code"] for error in payload["userErrors"]] == ["NOT_JOINED"]
    assert await world.backend.database.activities.count_documents({}) == 0


async def test_the_same_consent_again_is_one_and_another_under_its_key_is_refused(world: World) -> None:
    await world.join()
    once = key()
    answers = await asyncio.gather(*(consent(world, idempotencyKey=once) for _ in range(20)))
    assert all(answer == answers[0] for answer in answers)
    before = await everything(world)
    refused = await consent(world, False, idempotencyKey=once)
    assert refused["userErrors"] == [{"code": "IDEMPOTENCY_KEY_REUSED", "field": ["input", "idempotencyKey"]}]
    assert await everything(world) == before


async def test_an_export_can_be_downloaded_for_a_quarter_of_an_hour(world: World) -> None:
    await world.join(**DETAILS)
    await world.buys(2500)
    once = key()
    asked = await ask_export(world, idempotencyKey=once)
    assert asked == await ask_export(world, idempotencyKey=once)
    assert asked["export"]["expiresAt"].startswith("2026-03-02T12:15:00")
    found = await fetched(world, asked["export"]["downloadUrl"])
    assert found.status_code == 200
    assert (found.headers["cache-control"], found.headers["content-type"]) == ("no-store", "application/json")
    assert found.json()["profile"]["email"] == "anna@example.com"
    assert [one["kind"] for one in found.json()["activities"]].count("purchase") == 1
    assert (await fetched(world, asked["export"]["downloadUrl"][:-1])).status_code == 404
    assert (await fetched(world, "/export")).status_code == 404
    world.later(minutes=15)
    assert (await fetched(world, asked["export"]["downloadUrl"])).status_code == 404


async def test_a_link_to_an_export_dies_with_the_member(world: World) -> None:
    await world.join(**DETAILS)
    url = (await ask_export(world))["export"]["downloadUrl"]
    await erase(world)
    assert (await fetched(world, url)).status_code == 404


async def test_nobody_is_erased_by_accident(world: World) -> None:
    await world.join(**DETAILS)
    before = await everything(world)
    refused = await erase(world, confirm=False)
    assert refused == {"erasedAt": None, "userErrors": [{"code": "NOT_CONFIRMED", "field": ["input", "confirm"]}]}
    assert await everything(world) == before


async def test_whoever_is_erased_is_nobody_and_can_begin_anew(world: World) -> None:
    first = await world.join(**DETAILS)
    await world.buys(2500)
    once = key()
    erased = await erase(world, idempotencyKey=once)
    assert (erased["userErrors"], erased["erasedAt"][:10]) == ([], "2026-03-02")
    assert await erase(world, idempotencyKey=once) == erased
    assert [error["code"] for error in (await consent(world))["userErrors"]] == ["NOT_JOINED"]
    answer = await world.post("{ me { name } }")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_JOINED"]
    again = await world.join()
    assert again["member"]["id"] != first["member"]["id"]
    assert again["member"]["name"] is None
    wallet = (await world.ask("{ me { wallet { balances { available pending } } } }"))["me"]["wallet"]
    assert all((held["available"], held["pending"]) == (0, 0) for held in wallet["balances"])


async def test_a_process_that_remembers_the_erased_finds_whoever_they_became(world: World) -> None:
    await world.join()
    old = (await world.ask("{ me { id } }"))["me"]["id"]
    async with serving(replace(world.backend, known=KnownMembers()), world.clock) as elsewhere:
        await erase(elsewhere)
        answer = await world.post("{ me { name } }")
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_JOINED"]
        await elsewhere.join()
        remembered = (await world.ask("{ me { id } }"))["me"]["id"]
        await erase(elsewhere)
        new = (await elsewhere.join())["member"]["id"]
    assert (await consent(world))["userErrors"] == []
    assert (await world.ask("{ me { id } }"))["me"]["id"] == new
    assert len({old, remembered, new}) == 3


async def fetched(world: World, url: str) -> httpx.Response:
    app = Starlette(routes=[Route("/export", download(world.backend))])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://magpie.test") as client:
        return await client.get(url)
