"""A preview tells what would happen, and leaves no trace."""

import pytest
from api_world import World
from till import preview, purchase


@pytest.mark.parametrize("amount", ["0", "0.01", "19.99", "20", "123.45", "5000.00"])
async def test_a_preview_writes_nothing_and_is_what_then_happens(world: World, amount: str) -> None:
    await world.joined()
    before = await world.dump()
    foreseen = await preview(world, amount)
    assert await world.dump() == before
    happened = await purchase(world, amount, channel="till")
    assert happened["userErrors"] == []
    assert all(outcome.pop("transactionId") for outcome in happened["outcomes"])
    assert [outcome.pop("transactionId") for outcome in foreseen["outcomes"]] == [None] * len(foreseen["outcomes"])
    assert foreseen["outcomes"] == happened["outcomes"]
    assert foreseen["reasons"] == happened["reasons"]


@pytest.mark.parametrize(
    ("amount", "currency", "member", "code", "field"),
    [
        ("-1", "EUR", {"externalId": "anna"}, "INVALID_AMOUNT", ["amount"]),
        ("0.001", "EUR", {"externalId": "anna"}, "AMOUNT_TOO_PRECISE", ["amount"]),
        ("6000", "EUR", {"externalId": "anna"}, "AMOUNT_TOO_LARGE", ["amount"]),
        ("1", "USD", {"externalId": "anna"}, "WRONG_CURRENCY", ["amount", "currencyCode"]),
        ("1", "EUR", {"externalId": "nobody"}, "UNKNOWN_MEMBER", ["member"]),
        ("1", "EUR", {"id": "mem_0"}, "UNKNOWN_MEMBER", ["member"]),
    ],
)
async def test_a_preview_refuses_what_the_purchase_would_be_refused_for(
    world: World, amount: str, currency: str, member: dict[str, str], code: str, field: list[str]
) -> None:
    await world.joined()
    before = await world.dump()
    refused = await preview(world, amount, member, currency)
    assert refused == {"outcomes": [], "reasons": [], "userErrors": [{"code": code, "field": field}]}
    assert await world.dump() == before


async def test_a_preview_can_be_asked_for_with_get(world: World) -> None:
    await world.joined()
    query = """{ previewPurchase(member: {externalId: "anna"}, amount: {amount: "20", currencyCode: "EUR"}) {
      outcomes { ... on Earned { rule } } } }"""
    response = await world.http.get("/partner/graphql", params={"query": query}, headers={"X-Caller": "till"})
    rules = [outcome["rule"] for outcome in response.json()["data"]["previewPurchase"]["outcomes"]]
    assert rules == ["point-per-euro", "mile-per-ten", "spin-for-20"]
