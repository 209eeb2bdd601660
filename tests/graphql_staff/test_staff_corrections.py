"""Members as support sees them, and the corrections of their wallets."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from api_world import World, codes, key, member_id

from app.engine.activities import Purchase, Return, Visit
from app.engine.record import record
from app.identity.callers import Role

MEMBER = """
query($of: MemberReferenceInput!) {
  member(reference: $of) {
    id code joinedAt zone language
    balances { asset { id } available pending }
    lots { asset remaining activeAt expiresAt }
    transactions(first: 50) { nodes { id kind asset amount reason reverses } }
    activities(first: 50) { nodes { id kind outcomes { message } reasons { rule message } } }
  }
}
"""
RESULT = """
activity { id kind source } member { id balances { asset { id } available } }
outcomes { __typename message ... on Moved { asset amount transactionId } ... on Reversed { reverses } }
userErrors { __typename code field message ... on InsufficientBalanceError { asset balance asked } }
"""
ADJUST = f"mutation($input: AdjustWalletInput!) {{ adjustWallet(input: $input) {{ {RESULT} }} }}"
REVERSE = f"mutation($input: ReverseTransactionInput!) {{ reverseTransaction(input: $input) {{ {RESULT} }} }}"


async def adjust(world: World, member: str, amount: int = 10, **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "memberId": member_id(member), "asset": "points", "amount": amount}
    answer = await world.staff(ADJUST, Role.SUPPORT, input={**asked, "reason": "A late delivery.", **said})
    payload: dict[str, Any] = answer["adjustWallet"]
    return payload


async def reverse(world: World, transaction: str, **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "transactionId": transaction, "reason": "By mistake.", **said}
    payload: dict[str, Any] = (await world.staff(REVERSE, Role.FINANCE, input=asked))["reverseTransaction"]
    return payload


async def seen(world: World, **reference: str) -> dict[str, Any]:
    member: dict[str, Any] = (await world.staff(MEMBER, Role.SUPPORT, of=reference))["member"]
    return member


def points(payload: dict[str, Any]) -> int:
    return next(held["available"] for held in payload["member"]["balances"] if held["asset"]["id"] == "points")


async def bought(world: World, member: str, amount: int = 2500) -> None:
    purchase = Purchase(partner="till", reference="r1", amount=amount, currency="EUR")
    await record(world.backend, member, purchase, key(), "partner:till")


async def test_support_sees_what_a_member_holds_and_what_explains_it(world: World) -> None:
    member = await world.joined()
    await bought(world, member, 1250)
    by_name = await seen(world, externalId="anna")
    assert (by_name["id"], by_name["zone"], by_name["language"]) == (member_id(member), "Europe/Amsterdam", "nl")
    assert datetime.fromisoformat(by_name["joinedAt"]) == world.backend.clock.now()
    assert {held["asset"]["id"]: (held["available"], held["pending"]) for held in by_name["balances"]} == {
        "points": (12, 0),
        "miles": (0, 1),
        "spins": (0, 0),
    }
    assert by_name["lots"] == [
        {"asset": "points", "remaining": 12, "activeAt": None, "expiresAt": "2027-03-31T22:00:00.000Z"},
        {"asset": "miles", "remaining": 1, "activeAt": "2026-03-16T23:00:00.000Z", "expiresAt": None},
    ]
    assert [one["asset"] for one in by_name["transactions"]["nodes"]] == ["miles", "points"]
    assert [one["kind"] for one in by_name["activities"]["nodes"]] == ["purchase", "join"]
    assert [one["rule"] for one in by_name["activities"]["nodes"][0]["reasons"]] == ["spin-for-20"]
    assert await seen(world, id=member_id(member)) == await seen(world, code=by_name["code"]) == by_name
    assert await seen(world, externalId="nobody") is None


async def test_statement_and_history_are_paged_and_the_statement_by_asset(world: World) -> None:
    member = await world.joined()
    for _ in range(5):
        await record(world.backend, member, Visit(), key(), "app")
    await bought(world, member)
    query = """query($after: String, $asset: ID) { member(reference: {externalId: "anna"}) {
      transactions(first: 4, after: $after, asset: $asset) { nodes { asset } pageInfo { endCursor hasNextPage } }
      activities(first: 4) { nodes { kind } pageInfo { hasNextPage } } } }"""
    first = (await world.staff(query, asset="points"))["member"]
    assert [one["asset"] for one in first["transactions"]["nodes"]] == ["points"] * 4
    assert [one["kind"] for one in first["activities"]["nodes"]] == ["purchase", "visit", "visit", "visit"]
    assert first["activities"]["pageInfo"]["hasNextPage"] is True
    cursor = first["transactions"]["pageInfo"]["endCursor"]
    rest = (await world.staff(query, asset="points", after=cursor))["member"]["transactions"]
    assert len(rest["nodes"]) == 2
    assert rest["pageInfo"]["hasNextPage"] is False
    assert (await world.staff(query, asset="none"))["member"]["transactions"]["nodes"] == []


async def test_an_adjustment_gives_and_takes_with_its_author_and_reason(world: World) -> None:
    member = await world.joined()
    given = await adjust(world, member, 30)
    assert given["userErrors"] == []
    assert points(given) == 30
    assert (given["activity"]["kind"], given["activity"]["source"]) == ("adjustment", "staff:sam")
    assert given["outcomes"][0]["__typename"] == "Adjusted"
    assert points(await adjust(world, member, -12)) == 18
    stored = await world.database.ledger.find({"member": member}).sort("_id").to_list()
    assert [(row["author"], row["reason"], row["amount"]) for row in stored] == [
        ("sam", "A late delivery.", 30),
        ("sam", "A late delivery.", -12),
    ]


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"amount": 0}, "NOTHING_TO_ADJUST", ["input", "amount"]),
        ({"amount": 10_000_001}, "AMOUNT_TOO_LARGE", ["input", "amount"]),
        ({"amount": -10_000_001}, "AMOUNT_TOO_LARGE", ["input", "amount"]),
        ({"amount": -6}, "INSUFFICIENT_BALANCE", None),
        ({"asset": "gold"}, "UNKNOWN_ASSET", ["input", "asset"]),
        ({"reason": " "}, "MISSING_REASON", ["input", "reason"]),
        ({"reason": "x" * 501}, "MISSING_REASON", ["input", "reason"]),
        ({"memberId": "TWVtYmVyOm5vYm9keQ=="}, "UNKNOWN_MEMBER", ["input", "memberId"]),
        ({"memberId": ""}, "UNKNOWN_MEMBER", ["input", "memberId"]),
    ],
)
async def test_a_bad_adjustment_is_refused(
    world: World, said: dict[str, Any], code: str, field: list[str] | None
) -> None:
    member = await world.joined()
    await adjust(world, member, 5)
    before = await world.dump()
    payload = await adjust(world, member, **said)
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [(code, field)]
    assert (payload["activity"], payload["member"], payload["outcomes"]) == (None, None, [])
    assert await world.dump() == before


async def test_too_little_to_take_says_how_little(world: World) -> None:
    member = await world.joined()
    [error] = (await adjust(world, member, -1))["userErrors"]
    assert error["__typename"] == "InsufficientBalanceError"
    assert (error["asset"], error["balance"], error["asked"]) == ("points", 0, 1)


async def test_a_reversal_undoes_a_transaction_once(world: World) -> None:
    member = await world.joined()
    await bought(world, member)
    earned = (await seen(world, externalId="anna"))["transactions"]["nodes"]
    transaction = next(one["id"] for one in earned if one["asset"] == "points")
    undone = await reverse(world, transaction)
    assert undone["userErrors"] == []
    assert points(undone) == 0
    assert (undone["outcomes"][0]["__typename"], undone["outcomes"][0]["reverses"]) == ("Reversed", transaction)
    assert codes(await reverse(world, transaction)) == ["ALREADY_REVERSED"]
    assert codes(await reverse(world, undone["outcomes"][0]["transactionId"])) == ["NOT_REVERSIBLE"]
    node = "query($id: ID!) { node(id: $id) { ... on Transaction { reason reverses } } }"
    found = (await world.staff(node, Role.FINANCE, id=undone["outcomes"][0]["transactionId"]))["node"]
    assert found == {"reason": "By mistake.", "reverses": transaction}


async def test_what_a_return_touched_is_not_reversed(world: World) -> None:
    member = await world.joined()
    await bought(world, member)
    part = Return(partner="till", reference="r1", amount=100, currency="EUR")
    await record(world.backend, member, part, key(), "partner:till")
    [earned] = [
        one
        for one in (await seen(world, externalId="anna"))["transactions"]["nodes"]
        if (one["kind"], one["asset"]) == ("EARN", "points")
    ]
    assert codes(await reverse(world, earned["id"])) == ["PARTLY_RETURNED"]


@pytest.mark.parametrize("transaction", ["", "nonsense", "mem_0:0000000001", "VHJhbnNhY3Rpb246eA==", "x" * 5000])
async def test_an_unknown_transaction_is_not_reversed(world: World, transaction: str) -> None:
    before = await world.dump()
    payload = await reverse(world, transaction)
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [
        ("UNKNOWN_TRANSACTION", ["input", "transactionId"])
    ]
    assert await world.dump() == before


async def test_fifty_parallel_sends_of_one_adjustment_give_once(world: World) -> None:
    member = await world.joined()
    same = key()
    payloads = await asyncio.gather(*(adjust(world, member, idempotencyKey=same) for _ in range(50)))
    assert all(payload == payloads[0] for payload in payloads)
    assert points(payloads[0]) == 10
    assert codes(await adjust(world, member, 11, idempotencyKey=same)) == ["IDEMPOTENCY_KEY_REUSED"]


async def test_the_person_is_for_support_and_not_for_finance(world: World) -> None:
    await world.joined()
    query = '{ member(reference: {externalId: "anna"}) { code person { name email birthDate region phone } } }'
    person = (await world.staff(query, Role.SUPPORT))["member"]["person"]
    told = {"name": "Anna", "email": "anna@example.com", "phone": "+31612345678"}
    assert person == {**told, "birthDate": "1990-01-31", "region": "NL"}
    response = await world.staff_response(query, Role.FINANCE)
    assert response.json()["data"]["member"]["person"] is None
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["FORBIDDEN"]
    assert "anna@example.com" not in response.text
