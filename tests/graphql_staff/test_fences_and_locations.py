"""Saying where one is, over the API: only with consent, roughly, for a day."""

from datetime import timedelta
from typing import Any

import pytest
from api_world import PROGRAMME, World, codes, key

from app.engine.publishing import publish

WITH_STORES = (
    PROGRAMME
    + """
stores:
  dam: {name: Dam, fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 150}}
"""
)
DAM = {"latitude": 52.3732, "longitude": 4.8926}
NOT_FAR = {"latitude": 52.3760, "longitude": 4.8926}
NOWHERE = {"latitude": 91, "longitude": 0}
KYIV = {"latitude": 50.4501, "longitude": 30.5234}
REPORT = """mutation($input: ReportLocationInput!) { reportLocation(input: $input) {
    crossings { fence crossing } userErrors { code field message } } }"""
CROSS = """mutation($input: ReportCrossingInput!) { reportCrossing(input: $input) {
    crossings { fence crossing } userErrors { code field message } } }"""
JOIN = "mutation($input: JoinInput!) { join(input: $input) { userErrors { code } } }"
CONSENT = "mutation($input: SetConsentInput!) { setConsent(input: $input) { userErrors { code } } }"
SAVE = """mutation($input: SaveGeofenceInput!) { saveGeofence(input: $input) {
    geofence { id name radiusM corners { latitude } cooldownS changedBy } userErrors { code field message } } }"""
REMOVE = """mutation($input: RemoveGeofenceInput!) { removeGeofence(input: $input) {
    removedId userErrors { code field } } }"""
SQUARE = [
    {"latitude": 50.44, "longitude": 30.51},
    {"latitude": 50.44, "longitude": 30.54},
    {"latitude": 50.46, "longitude": 30.54},
    {"latitude": 50.46, "longitude": 30.51},
]


@pytest.fixture
async def anna(world: World) -> None:
    await publish(world.database, WITH_STORES, world.backend.clock.now(), "tests")
    asked = {"idempotencyKey": key(), "zone": "Europe/Amsterdam", "language": "en"}
    assert codes((await world.app(JOIN, input=asked))["join"]) == []


async def agrees(world: World, granted: bool = True) -> None:
    asked = {"idempotencyKey": key(), "purpose": "LOCATION", "granted": granted, "textVersion": "1"}
    assert (await world.app(CONSENT, input=asked))["setConsent"]["userErrors"] == []


async def reports(world: World, near: Any, sent: str | None = None) -> dict[str, Any]:
    asked = {"idempotencyKey": sent or key(), "near": near}
    payload: dict[str, Any] = (await world.app(REPORT, input=asked))["reportLocation"]
    return payload


async def crosses(world: World, crossing: str, near: Any, fence: str = "store:dam") -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "fence": fence, "crossing": crossing, "near": near}
    payload: dict[str, Any] = (await world.app(CROSS, input=asked))["reportCrossing"]
    return payload


async def saves(world: World, **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "id": "maidan", "name": "Maidan", "area": {"polygon": SQUARE}, **said}
    payload: dict[str, Any] = (await world.staff(SAVE, input=asked))["saveGeofence"]
    return payload


async def test_without_consent_nothing_is_kept(world: World, anna: None) -> None:
    assert codes(await reports(world, DAM)) == ["NO_LOCATION_CONSENT"]
    assert codes(await crosses(world, "ENTRY", DAM)) == ["NO_LOCATION_CONSENT"]
    assert await world.database.places.count_documents({}) == 0
    assert await world.database.activities.count_documents({"kind": "fence_crossing"}) == 0


async def test_going_in_and_out_is_found_out_once_and_kept_roughly(world: World, anna: None) -> None:
    await agrees(world)
    same = key()
    entered = {"crossings": [{"fence": "store:dam", "crossing": "ENTRY"}], "userErrors": []}
    assert await reports(world, DAM, same) == entered
    assert await reports(world, DAM, same) == entered
    assert (await reports(world, DAM))["crossings"] == []
    kept = await world.database.places.find_one({})
    assert kept is not None
    assert kept["point"]["coordinates"] == [4.893, 52.373]
    assert (await reports(world, KYIV))["crossings"] == [{"fence": "store:dam", "crossing": "EXIT"}]
    rows = await world.database.activities.find({"kind": "fence_crossing"}).to_list()
    assert [row["said"]["crossing"] for row in rows] == ["entry", "exit"]
    known = {name: rows for name, rows in (await world.dump()).items() if name != "geofences"}
    assert "52.3732" not in repr(known)


async def test_the_same_key_for_another_place_is_refused(world: World, anna: None) -> None:
    await agrees(world)
    same = key()
    await reports(world, DAM, same)
    assert codes(await reports(world, KYIV, same)) == ["IDEMPOTENCY_KEY_REUSED"]


async def test_opting_out_forgets_the_place_at_once(world: World, anna: None) -> None:
    await agrees(world)
    await reports(world, DAM)
    await agrees(world, granted=False)
    assert await world.database.places.count_documents({}) == 0
    assert codes(await reports(world, DAM)) == ["NO_LOCATION_CONSENT"]


async def test_a_device_that_watches_reports_what_it_saw_and_is_checked(world: World, anna: None) -> None:
    await agrees(world)
    assert codes(await crosses(world, "ENTRY", KYIV)) == ["NOT_AT_FENCE"]
    assert codes(await crosses(world, "ENTRY", DAM, fence="nowhere")) == ["UNKNOWN_FENCE"]
    assert (await crosses(world, "ENTRY", NOT_FAR))["crossings"] == [{"fence": "store:dam", "crossing": "ENTRY"}]
    assert (await crosses(world, "ENTRY", DAM))["crossings"] == []
    world.later(minutes=11)
    assert (await crosses(world, "DWELL", DAM))["crossings"] == [{"fence": "store:dam", "crossing": "DWELL"}]
    assert (await crosses(world, "EXIT", NOT_FAR))["crossings"] == [{"fence": "store:dam", "crossing": "EXIT"}]


async def test_a_position_that_is_none_is_refused(world: World, anna: None) -> None:
    await agrees(world)
    assert codes(await reports(world, {"latitude": 91, "longitude": 0})) == ["INVALID_POSITION"]


async def test_staff_draw_an_area_that_counts_and_remove_it(world: World, anna: None) -> None:
    await agrees(world)
    drawn = await saves(world)
    assert drawn["geofence"]["id"] == "maidan"
    assert len(drawn["geofence"]["corners"]) == 4
    assert (await reports(world, KYIV))["crossings"] == [{"fence": "maidan", "crossing": "ENTRY"}]
    near = {"idempotencyKey": key(), "id": "maidan"}
    assert (await world.staff(REMOVE, input=near))["removeGeofence"] == {"removedId": "maidan", "userErrors": []}
    assert await world.database.geofences.count_documents({"_id": "maidan"}) == 0


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"id": "No!"}, "INVALID_FENCE", "id"),
        ({"name": " "}, "INVALID_FENCE", "name"),
        ({"cooldownS": -1}, "INVALID_FENCE", "cooldownS"),
        ({"dwellS": 1}, "INVALID_FENCE", "dwellS"),
        ({"area": {"circle": {"middle": KYIV, "radiusM": 5}}}, "INVALID_AREA", "area.circle.radiusM"),
        ({"area": {"circle": {"middle": NOWHERE, "radiusM": 500}}}, "INVALID_POSITION", "area.circle.middle"),
        ({"area": {"polygon": SQUARE[:2]}}, "INVALID_AREA", "area.polygon"),
        ({"area": {"polygon": [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]}}, "INVALID_AREA", "area.polygon"),
        ({"area": {"polygon": [DAM, *SQUARE]}}, "INVALID_AREA", "area.polygon"),
        ({"area": {"polygon": [*SQUARE, NOWHERE]}}, "INVALID_POSITION", "area.polygon.4"),
    ],
)
async def test_a_fence_that_is_none_is_refused_about_its_field(
    world: World, anna: None, said: dict[str, Any], code: str, field: str
) -> None:
    before = await world.dump()
    refused = await saves(world, **said)
    [error] = refused["userErrors"]
    assert (error["code"], error["field"]) == (code, ["input", *field.split(".")])
    assert ("no area" in error["message"]) == (code == "INVALID_AREA")
    assert refused["geofence"] is None
    assert await world.dump() == before


async def test_the_fence_of_a_store_is_called_as_the_store_is(world: World, anna: None) -> None:
    await saves(world)
    fences = (await world.staff("{ geofences { id name } }"))["geofences"]
    assert fences == [{"id": "maidan", "name": "Maidan"}, {"id": "store:dam", "name": "Dam"}]


async def test_the_fence_of_a_store_follows_the_programme(world: World, anna: None) -> None:
    asked = {"idempotencyKey": key(), "id": "store:dam"}
    assert codes((await world.staff(REMOVE, input=asked))["removeGeofence"]) == ["UNKNOWN_FENCE"]
    await publish(world.database, WITH_STORES.replace("  dam: {", "  dam2: {"), world.backend.clock.now(), "tests")
    assert [row["_id"] async for row in world.database.geofences.find()] == ["store:dam2"]


async def test_a_place_is_forgotten_after_a_day(world: World, anna: None) -> None:
    await agrees(world)
    await reports(world, DAM)
    world.later(hours=25)
    assert (await reports(world, DAM))["crossings"] == [{"fence": "store:dam", "crossing": "ENTRY"}]
    indexes = await world.database.places.index_information()
    assert indexes["kept_for_a_day"]["expireAfterSeconds"] == timedelta(days=1).total_seconds()
