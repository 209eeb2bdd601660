"""Declared activities and items, as a till or webshop tells them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, START, World, codes, euros, key, serving
from till import ANNA, RESULT, balances, purchase, visit

from app.storage.client import Database

ACTIVITIES = """\
activities:
  share: {name: Share, from: [app, partner], daily_limit: 2, fields: {network: string}}
  review: {name: Review, from: [app]}
"""
RULES = """\
  - {id: coffee, on: purchase, when: '"coffee" in activity.categories', earn: points, amount: 10}
  - {id: share, on: share, earn: points, amount: 3}
wheels:
"""
RECORD = f"mutation($input: RecordActivityInput!) {{ recordActivity(input: $input) {{ {RESULT} }} }}"
LIMIT = """mutation($input: RecordActivityInput!) { recordActivity(input: $input) {
    userErrors { code ... on DailyLimitReachedError { limit nextAt } } } }"""
PREVIEW = """query($items: [ItemInput!]) {
    previewPurchase(member: {externalId: "anna"}, amount: {amount: "5.00", currencyCode: "EUR"}, items: $items) {
        outcomes { ... on Earned { rule } } userErrors { code field } } }"""
COFFEE = {"category": "coffee", "price": euros("4.50"), "quantity": 2, "sku": "c-1", "name": "Flat white"}


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, ACTIVITIES + PROGRAMME.replace("wheels:\n", RULES)) as world:
        await world.joined()
        yield world


async def share(world: World, **said: Any) -> dict[str, Any]:
    given = {"idempotencyKey": key(), "member": ANNA, "kind": "share", **said}
    payload: dict[str, Any] = (await world.partner(RECORD, input=given))["recordActivity"]
    return payload


async def test_a_declared_activity_earns_and_shows_what_was_said(world: World) -> None:
    payload = await share(world, fields=[{"name": "network", "value": "mastodon"}], occurredAt=START.isoformat())
    assert [(one["rule"], one["amount"]) for one in payload["outcomes"]] == [("share", 3)]
    assert balances(payload)["points"] == (3, 0)
    node = "query($id: ID!) { node(id: $id) { ... on Activity { kind fields { name value } items { sku } } } }"
    found = (await world.partner(node, id=payload["activity"]["id"]))["node"]
    assert found == {"kind": "share", "fields": [{"name": "network", "value": "mastodon"}], "items": []}


async def test_sent_again_it_is_the_same_activity(world: World) -> None:
    same = key()
    assert await share(world, idempotencyKey=same) == await share(world, idempotencyKey=same)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"kind": "dance"}, "UNKNOWN_ACTIVITY_KIND", ["input", "kind"]),
        ({"kind": "review"}, "ACTIVITY_NOT_ALLOWED", ["input", "kind"]),
        ({"kind": "purchase"}, "ACTIVITY_NOT_ALLOWED", ["input", "kind"]),
        ({"fields": [{"name": "mood", "value": "good"}]}, "INVALID_FIELD", ["input", "fields"]),
        ({"fields": [{"name": "network", "value": ""}]}, "INVALID_FIELD", ["input", "fields"]),
        ({"fields": [{"name": "network", "value": "a"}] * 2}, "INVALID_FIELD", ["input", "fields"]),
        ({"kind": "visit", "fields": [{"name": "mood", "value": "good"}]}, "INVALID_FIELD", ["input", "fields"]),
        ({"kind": "visit", "fields": [{"name": "store", "value": ""}]}, "INVALID_REFERENCE", ["input", "store"]),
        ({"occurredAt": "2030-01-01T00:00:00Z"}, "TIME_IN_FUTURE", ["input", "occurredAt"]),
        ({"member": {"code": "nobody"}}, "UNKNOWN_MEMBER", ["input", "member"]),
    ],
)
async def test_a_bad_activity_is_refused(world: World, said: dict[str, Any], code: str, field: list[str]) -> None:
    before = await world.dump()
    payload = await share(world, **said)
    assert codes(payload) == [code]
    assert payload["userErrors"][0]["field"] == field
    assert payload["activity"] is None
    assert await world.dump() == before


async def test_visits_that_only_the_app_reports_are_refused_from_a_till(database: Database) -> None:
    of_the_app = "activities:\n  visit: {name: Visit, from: [app]}\n"
    async with serving(database, of_the_app + PROGRAMME) as world:
        await world.joined()
        before = await world.dump()
        payload = await visit(world)
        assert (codes(payload), payload["userErrors"][0]["field"]) == (["ACTIVITY_NOT_ALLOWED"], ["input", "kind"])
        assert await world.dump() == before


async def test_beyond_the_daily_limit_it_is_refused_until_the_next_day(world: World) -> None:
    for _ in range(2):
        await share(world)
    answer = await world.partner(LIMIT, input={"idempotencyKey": key(), "member": ANNA, "kind": "share"})
    assert answer["recordActivity"]["userErrors"] == [
        {"code": "DAILY_LIMIT_REACHED", "limit": 2, "nextAt": "2026-03-02T23:00:00.000Z"}
    ]
    world.later(hours=11)
    assert codes(await share(world)) == []


async def test_items_are_kept_and_rules_know_them(world: World) -> None:
    payload = await purchase(world, "5.00", items=[COFFEE])
    assert {one["rule"] for one in payload["outcomes"]} == {"point-per-euro", "coffee"}
    node = """query($id: ID!) { node(id: $id) { ... on Activity {
        items { category priceMinorUnits quantity sku name } } } }"""
    found = (await world.partner(node, id=payload["activity"]["id"]))["node"]
    assert found["items"] == [
        {"category": "coffee", "priceMinorUnits": 450, "quantity": 2, "sku": "c-1", "name": "Flat white"}
    ]


async def test_a_preview_knows_items(world: World) -> None:
    rules = {one["rule"] for one in (await world.partner(PREVIEW, items=[COFFEE]))["previewPurchase"]["outcomes"]}
    assert rules == {"point-per-euro", "coffee"}
    without = (await world.partner(PREVIEW))["previewPurchase"]["outcomes"]
    assert [one["rule"] for one in without] == ["point-per-euro"]


@pytest.mark.parametrize(
    ("item", "code", "field"),
    [
        ({"quantity": 0}, "INVALID_ITEM", ["input", "items", "1"]),
        ({"category": " "}, "INVALID_ITEM", ["input", "items", "1"]),
        ({"price": euros("-1")}, "INVALID_ITEM", ["input", "items", "1"]),
        ({"price": euros("1.001")}, "AMOUNT_TOO_PRECISE", ["input", "items", "1", "price"]),
        ({"price": euros("1.00", "USD")}, "WRONG_CURRENCY", ["input", "items", "1", "price", "currencyCode"]),
    ],
)
async def test_a_bad_item_is_refused(world: World, item: dict[str, Any], code: str, field: list[str]) -> None:
    before = await world.dump()
    payload = await purchase(world, "5.00", items=[COFFEE, {**COFFEE, **item}])
    assert (codes(payload), payload["userErrors"][0]["field"]) == ([code], field)
    assert await world.dump() == before


async def test_too_many_items_are_refused(world: World) -> None:
    assert codes(await purchase(world, "5.00", items=[COFFEE] * 201)) == ["TOO_MANY_ITEMS"]
