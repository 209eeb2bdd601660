"""Registering devices through the API: whose they are, what is refused, and who sees them."""

import asyncio
from typing import Any

import pytest
from member_world import World, key

FID, OTHER_FID = "cIs1LqMYTnamZ5SRVPV-_A", "dIs1LqMYTnamZ5SRVPV-_A"
REGISTER = """mutation($input: RegisterDeviceInput!) { registerDevice(input: $input) {
    device { id platform appVersion language zone registeredAt lastSeenAt }
    member { devices { id } } userErrors { __typename code field message retryable }
} }"""
REMOVE = """mutation($input: RemoveDeviceInput!) { removeDevice(input: $input) {
    member { devices { id } } userErrors { code field message }
} }"""
DEVICES = "{ me { devices { id platform appVersion language zone } } }"
NODE = "query($id: ID!) { node(id: $id) { __typename id ... on Device { platform } } }"


async def register(world: World, who: str = "anna", **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "target": {"fid": FID}, "platform": "IOS", "appVersion": "3.0.1"}
    asked |= {"language": "en", "zone": "Europe/Amsterdam", **said}
    payload: dict[str, Any] = (await world.ask(REGISTER, who, input=asked))["registerDevice"]
    return payload


async def remove(world: World, device: str, who: str = "anna", **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "deviceId": device, **said}
    payload: dict[str, Any] = (await world.ask(REMOVE, who, input=asked))["removeDevice"]
    return payload


async def devices(world: World, who: str = "anna") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await world.ask(DEVICES, who))["me"]["devices"]
    return found


def codes(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


async def test_a_device_is_registered_without_any_consent_and_shown_without_its_target(world: World) -> None:
    await world.join()
    payload = await register(world)
    assert payload["userErrors"] == []
    assert payload["device"] == {
        "id": payload["device"]["id"],
        "platform": "IOS",
        "appVersion": "3.0.1",
        "language": "en",
        "zone": "Europe/Amsterdam",
        "registeredAt": "2026-03-02T12:00:00.000Z",
        "lastSeenAt": "2026-03-02T12:00:00.000Z",
    }
    assert payload["member"]["devices"] == [{"id": payload["device"]["id"]}]
    assert FID not in str(payload)


async def test_registering_again_says_that_it_was_seen(world: World) -> None:
    await world.join()
    first = await register(world)
    world.later(days=3)
    again = await register(world, appVersion="3.1.0", language="uk")
    assert again["device"] == {
        **first["device"],
        "appVersion": "3.1.0",
        "language": "uk",
        "lastSeenAt": "2026-03-05T12:00:00.000Z",
    }
    assert len(await devices(world)) == 1


async def test_old_apps_register_a_token(world: World) -> None:
    await world.join()
    assert codes(await register(world, target={"token": "fG8:APA91bH_x-9"})) == []
    stored = await world.backend.database.devices.find_one({})
    assert stored is not None
    assert (stored["kind"], stored["value"]) == ("token", "fG8:APA91bH_x-9")


async def test_whoever_signs_in_on_a_phone_takes_it_over(world: World) -> None:
    await world.join()
    await world.join("boris")
    device = (await register(world))["device"]["id"]
    world.later(days=1)
    his = await register(world, "boris")
    assert his["device"]["id"] == device
    assert his["device"]["registeredAt"] == "2026-03-03T12:00:00.000Z"
    assert await devices(world) == []
    assert (await world.ask(NODE, id=device))["node"] is None
    assert (await world.ask(NODE, "boris", id=device))["node"]["platform"] == "IOS"


async def test_a_removed_device_is_gone_and_the_same_request_again_is_answered_alike(world: World) -> None:
    await world.join()
    device = (await register(world))["device"]["id"]
    kept = (await register(world, target={"fid": OTHER_FID}))["device"]["id"]
    once = key()
    assert await remove(world, device, idempotencyKey=once) == {"member": {"devices": [{"id": kept}]}, "userErrors": []}
    assert await remove(world, device, idempotencyKey=once) == {"member": {"devices": [{"id": kept}]}, "userErrors": []}
    assert codes(await remove(world, device)) == ["UNKNOWN_DEVICE"]


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"target": {"fid": "short"}}, "INVALID_DEVICE", ["target", "fid"]),
        ({"target": {"token": "a token"}}, "INVALID_DEVICE", ["target", "token"]),
        ({"appVersion": ""}, "INVALID_DEVICE", ["appVersion"]),
        ({"appVersion": "three"}, "INVALID_DEVICE", ["appVersion"]),
        ({"zone": "Mars/Olympus"}, "UNKNOWN_TIME_ZONE", ["zone"]),
        ({"language": "no such tongue"}, "UNKNOWN_LANGUAGE", ["language"]),
    ],
)
async def test_what_cant_be_right_is_refused_and_nothing_is_kept(
    world: World, wrong: dict[str, Any], code: str, field: list[str]
) -> None:
    await world.join()
    payload = await register(world, **wrong)
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [(code, ["input", *field])]
    assert payload["device"] is None
    assert await world.backend.database.devices.count_documents({}) == 0
    assert await world.backend.database.answers.count_documents({}) == 0


@pytest.mark.parametrize("target", [{}, {"fid": FID, "token": "a"}, {"fid": None}])
async def test_neither_or_both_targets_are_the_documents_fault(world: World, target: dict[str, Any]) -> None:
    await world.join()
    asked = {"idempotencyKey": key(), "target": target, "platform": "IOS", "appVersion": "3"}
    answer = await world.client.post(
        "/graphql",
        json={"query": REGISTER, "variables": {"input": {**asked, "language": "en", "zone": "Europe/Amsterdam"}}},
        headers={"Authorization": "anna"},
    )
    assert answer.json()["errors"]
    assert await world.backend.database.devices.count_documents({}) == 0


async def test_nobody_removes_what_is_not_theirs(world: World) -> None:
    await world.join()
    await world.join("boris")
    device = (await register(world))["device"]["id"]
    assert codes(await remove(world, device, "boris")) == ["UNKNOWN_DEVICE"]
    assert codes(await remove(world, "nonsense", "boris")) == ["UNKNOWN_DEVICE"]
    assert [one["id"] for one in await devices(world)] == [device]


async def test_somebody_who_has_not_joined_has_no_devices(world: World) -> None:
    assert codes(await register(world)) == codes(await remove(world, "x")) == ["NOT_JOINED"]
    assert await world.backend.database.devices.count_documents({}) == 0


async def test_fifty_parallel_sends_of_one_key_have_one_effect_and_equal_answers(world: World) -> None:
    await world.join()
    once = key()
    payloads = await asyncio.gather(*(register(world, idempotencyKey=once) for _ in range(50)))
    assert all(payload == payloads[0] for payload in payloads)
    assert payloads[0]["userErrors"] == []
    assert len(await devices(world)) == 1


async def test_a_key_that_stands_for_another_request_is_refused(world: World) -> None:
    await world.join()
    once = key()
    device = (await register(world, idempotencyKey=once))["device"]["id"]
    assert codes(await register(world, idempotencyKey=once, target={"fid": OTHER_FID})) == ["IDEMPOTENCY_KEY_REUSED"]
    assert codes(await register(world, idempotencyKey=once, appVersion="4.0")) == ["IDEMPOTENCY_KEY_REUSED"]
    assert codes(await remove(world, device, idempotencyKey=once)) == ["IDEMPOTENCY_KEY_REUSED"]
    assert [one["appVersion"] for one in await devices(world)] == ["3.0.1"]
