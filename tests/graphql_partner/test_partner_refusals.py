"""Everything a till can get wrong: each has a code and a field, and nothing is written."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from api_world import World, codes, euros, key
from till import bring_back, purchase, visit

LONG = "x" * 101


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"amount": euros("-0.01")}, "INVALID_AMOUNT", ["input", "amount"]),
        ({"amount": euros("1.001")}, "AMOUNT_TOO_PRECISE", ["input", "amount"]),
        ({"amount": euros("5000.01")}, "AMOUNT_TOO_LARGE", ["input", "amount"]),
        ({"amount": euros("999999999999999.99")}, "AMOUNT_TOO_LARGE", ["input", "amount"]),
        ({"amount": euros("1.00", "USD")}, "WRONG_CURRENCY", ["input", "amount", "currencyCode"]),
        ({"amount": euros("1.00", "")}, "WRONG_CURRENCY", ["input", "amount", "currencyCode"]),
        ({"reference": ""}, "INVALID_REFERENCE", ["input", "reference"]),
        ({"reference": "  "}, "INVALID_REFERENCE", ["input", "reference"]),
        ({"reference": LONG}, "INVALID_REFERENCE", ["input", "reference"]),
        ({"store": ""}, "INVALID_REFERENCE", ["input", "store"]),
        ({"store": LONG}, "INVALID_REFERENCE", ["input", "store"]),
        ({"channel": LONG}, "INVALID_REFERENCE", ["input", "channel"]),
        ({"paymentReference": ""}, "INVALID_REFERENCE", ["input", "paymentReference"]),
        ({"paymentReference": LONG}, "INVALID_REFERENCE", ["input", "paymentReference"]),
        ({"occurredAt": "2026-03-02T12:05:00.001Z"}, "TIME_IN_FUTURE", ["input", "occurredAt"]),
        ({"member": {"externalId": "nobody"}}, "UNKNOWN_MEMBER", ["input", "member"]),
        ({"member": {"code": ""}}, "UNKNOWN_MEMBER", ["input", "member"]),
        ({"member": {"id": "mem_0"}}, "UNKNOWN_MEMBER", ["input", "member"]),
    ],
)
async def test_a_bad_purchase_is_refused(world: World, said: dict[str, Any], code: str, field: list[str]) -> None:
    await world.joined()
    await refused(world, lambda: purchase(world, **said), code, field)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"reference": "r2"}, "UNKNOWN_PURCHASE", ["input", "reference"]),
        ({"member": {"externalId": "boris"}}, "UNKNOWN_PURCHASE", ["input", "reference"]),
        ({"amount": euros("0.00")}, "INVALID_AMOUNT", ["input", "amount"]),
        ({"amount": euros("-1")}, "INVALID_AMOUNT", ["input", "amount"]),
        ({"amount": euros("25.01")}, "RETURN_TOO_LARGE", ["input", "amount"]),
        ({"amount": euros("0.001")}, "AMOUNT_TOO_PRECISE", ["input", "amount"]),
        ({"amount": euros("1.00", "USD")}, "WRONG_CURRENCY", ["input", "amount", "currencyCode"]),
    ],
)
async def test_a_bad_return_is_refused(world: World, said: dict[str, Any], code: str, field: list[str]) -> None:
    await world.joined("anna")
    await world.joined("boris")
    await purchase(world)
    await refused(world, lambda: bring_back(world, **said), code, field)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"store": LONG}, "INVALID_REFERENCE", ["input", "store"]),
        ({"channel": LONG}, "INVALID_REFERENCE", ["input", "channel"]),
        ({"occurredAt": "2030-01-01T00:00:00Z"}, "TIME_IN_FUTURE", ["input", "occurredAt"]),
        ({"member": {"code": "nobody"}}, "UNKNOWN_MEMBER", ["input", "member"]),
    ],
)
async def test_a_bad_visit_is_refused(world: World, said: dict[str, Any], code: str, field: list[str]) -> None:
    await world.joined()
    await refused(world, lambda: visit(world, **said), code, field)


async def test_a_reference_is_taken_once(world: World) -> None:
    await world.joined("anna")
    await world.joined("boris")
    await purchase(world)
    again = lambda: purchase(world)  # noqa: E731
    other = lambda: purchase(world, member={"externalId": "boris"})  # noqa: E731
    await refused(world, again, "REFERENCE_ALREADY_USED", ["input", "reference"])
    await refused(world, other, "REFERENCE_ALREADY_USED", ["input", "reference"])


async def test_a_key_stands_for_one_request(world: World) -> None:
    await world.joined()
    same = key()
    await purchase(world, idempotencyKey=same)
    field = ["input", "idempotencyKey"]
    await refused(world, lambda: purchase(world, "25.01", idempotencyKey=same), "IDEMPOTENCY_KEY_REUSED", field)
    await refused(world, lambda: visit(world, idempotencyKey=same), "IDEMPOTENCY_KEY_REUSED", field)


@pytest.mark.parametrize(
    "said",
    [
        {"amount": {"amount": 25.5, "currencyCode": "EUR"}},
        {"amount": {"amount": "1e3", "currencyCode": "EUR"}},
        {"amount": {"amount": "NaN", "currencyCode": "EUR"}},
        {"amount": {"amount": "\u0661\u0662", "currencyCode": "EUR"}},
        {"amount": {"amount": "1.00000", "currencyCode": "EUR"}},
        {"idempotencyKey": "1"},
        {"idempotencyKey": None},
        {"member": {}},
        {"member": {"code": "a", "externalId": "anna"}},
        {"member": {"code": None}},
        {"occurredAt": "2026-03-02T12:00:00"},
        {"occurredAt": "0001-01-01T00:00:00Z"},
        {"occurredAt": "9999-12-31T23:59:59-12:00"},
        {"reference": None},
        {"partner": "webshop"},
    ],
)
async def test_what_does_not_fit_the_schema_never_runs(world: World, said: dict[str, Any]) -> None:
    await world.joined()
    before = await world.dump()
    given = {"idempotencyKey": key(), "member": {"externalId": "anna"}, "reference": "r1", "amount": euros("1"), **said}
    query = "mutation($input: RecordPurchaseInput!) { recordPurchase(input: $input) { userErrors { code } } }"
    response = await world.send("/partner/graphql", query, "till", {"input": given})
    assert response.status_code == 400
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"BAD_USER_INPUT"}
    assert await world.dump() == before


async def refused(world: World, send: Callable[[], Awaitable[dict[str, Any]]], code: str, field: list[str]) -> None:
    """Check that the request is refused for this reason, with nothing written."""
    before = await world.dump()
    payload = await send()
    assert codes(payload) == [code]
    assert payload["userErrors"][0]["field"] == field
    assert payload["userErrors"][0]["message"]
    assert (payload["activity"], payload["member"], payload["outcomes"], payload["reasons"]) == (None, None, [], [])
    assert await world.dump() == before
