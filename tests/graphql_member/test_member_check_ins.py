"""Checking in over the API, and the stores the app can show and watch."""

from dataclasses import replace
from typing import Any

import pytest
from master_keys import MASTER_KEYS
from member_world import PROGRAMME, World, key, serving

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.publishing import publish
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare

WITH_STORES = PROGRAMME.replace(
    "earning:\n",
    """check_ins: {per_day: 1}
stores:
  dam:
    name: {en: Dam, uk: Дам}
    address: Dam 1
    fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 150}
  kyiv: {name: Kyiv, fence: {latitude: 50.4501, longitude: 30.5234, radius_m: 200}}
earning:
  - {id: here, on: check_in, when: activity.store == "dam", earn: points, amount: 7}
  - {id: welcome, on: join, earn: points, amount: 100}
""",
)
DAM = {"latitude": 52.3732, "longitude": 4.8926}
KYIV = {"latitude": 50.4501, "longitude": 30.5234}
CHECK_IN = """mutation($input: CheckInInput!) { checkIn(input: $input) {
    member { wallet { balances { asset { id } available } } }
    outcomes { __typename message ... on CheckedIn { store } ... on Earned { rule amount } }
    userErrors { __typename code field message retryable
        ... on NotAtStoreError { missingM } ... on CheckInLaterError { nextAt } }
} }"""


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    await prepare(database, DOCUMENTS)
    await publish(database, WITH_STORES, clock.now(), "tests")
    return Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)


@pytest.fixture
async def world(world: World) -> World:
    await world.join()
    return world


async def check_in(world: World, store: str = "dam", near: Any = DAM, sent: str | None = None) -> dict[str, Any]:
    asked = {"idempotencyKey": sent or key(), "store": store, "near": near}
    payload: dict[str, Any] = (await world.ask(CHECK_IN, input=asked))["checkIn"]
    return payload


async def test_being_there_pays_and_the_place_is_not_kept(world: World) -> None:
    payload = await check_in(world)
    assert payload["userErrors"] == []
    assert payload["outcomes"] == [
        {"__typename": "CheckedIn", "message": "Checked in at Dam", "store": "dam"},
        {"__typename": "Earned", "message": "Points +7", "rule": "here", "amount": 7},
    ]
    assert payload["member"]["wallet"]["balances"][0]["available"] == 107
    stored = await world.backend.database.activities.find_one({"kind": "check_in"})
    assert stored is not None
    assert stored["said"] == {"store": "dam"}


async def test_the_same_key_from_a_few_steps_further_is_the_same_check_in(world: World) -> None:
    sent = key()
    first = await check_in(world, sent=sent)
    assert await check_in(world, near={"latitude": 52.3733, "longitude": 4.8927}, sent=sent) == first


@pytest.mark.parametrize(
    ("store", "near", "error"),
    [
        ("dam", KYIV, {"__typename": "NotAtStoreError", "code": "NOT_AT_STORE", "field": ["input", "near"]}),
        ("lviv", DAM, {"code": "UNKNOWN_STORE", "field": ["input", "store"]}),
        ("dam", {"latitude": 91, "longitude": 0}, {"code": "INVALID_POSITION", "field": ["input", "near"]}),
    ],
)
async def test_a_check_in_elsewhere_is_refused(world: World, store: str, near: Any, error: dict[str, Any]) -> None:
    payload = await check_in(world, store, near)
    [told] = payload["userErrors"]
    assert told.items() >= error.items()
    assert payload["outcomes"] == []
    assert await world.backend.database.activities.count_documents({"kind": "check_in"}) == 0


async def test_beyond_what_counts_in_a_day_it_is_refused_until_tomorrow(world: World) -> None:
    await check_in(world)
    tomorrow = "2026-03-02T23:00:00.000Z"
    for store, near, code in [("dam", DAM, "ALREADY_CHECKED_IN"), ("kyiv", KYIV, "NO_CHECK_IN_LEFT")]:
        [told] = (await check_in(world, store, near))["userErrors"]
        assert (told["__typename"], told["code"], told["nextAt"]) == ("CheckInLaterError", code, tomorrow)
    world.later(hours=12)
    assert (await check_in(world, "kyiv", KYIV))["userErrors"] == []


async def test_the_app_shows_stores_and_watches_the_nearest(world: World) -> None:
    shown = await world.ask(
        """query($near: PositionInput!) {
            programme(language: "uk") { checkInsPerDay stores { id name address fence { radiusM } } }
            me { nearbyGeofences(near: $near, first: 1) { distanceM store { id name fence { latitude } } } } }""",
        near=DAM,
    )
    assert shown["programme"] == {
        "checkInsPerDay": 1,
        "stores": [
            {"id": "dam", "name": "Дам", "address": "Dam 1", "fence": {"radiusM": 150}},
            {"id": "kyiv", "name": "Kyiv", "address": None, "fence": {"radiusM": 200}},
        ],
    }
    assert shown["me"]["nearbyGeofences"] == [
        {"distanceM": 11, "store": {"id": "dam", "name": "Dam", "fence": {"latitude": 52.3731}}}
    ]


@pytest.mark.parametrize(("first", "latitude"), [(0, 1), (21, 1), (20, 91)])
async def test_a_bad_question_about_the_nearest_is_told(world: World, first: int, latitude: float) -> None:
    near = {"latitude": latitude, "longitude": 0}
    answer = await world.post(
        """query($near: PositionInput!, $first: Int!) {
            me { nearbyGeofences(near: $near, first: $first) { distanceM } } }""",
        near=near,
        first=first,
    )
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_programme_without_check_ins_says_so(world: World) -> None:
    without = WITH_STORES.replace("check_ins: {per_day: 1}\n", "").replace("on: check_in, when", "on: visit, when")
    await publish(world.backend.database, without, world.clock.now(), "tests")
    backend = replace(world.backend, programmes=Programmes(world.backend.database, vocabulary(), lambda: 0.0))
    before = await world.dump()
    async with serving(backend, world.clock) as later:
        payload = await check_in(later)
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [("NO_CHECK_INS", None)]
    assert payload["outcomes"] == []
    assert await world.dump() == before
