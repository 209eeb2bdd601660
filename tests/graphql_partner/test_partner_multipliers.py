"""Vouchers that multiply over the partner API: shown, previewed, redeemed, and refused when it is too late."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, World, codes, euros, key, serving

from app.engine.activities import OfferClaim
from app.engine.record import record
from app.offers.store import vouchers_of
from app.storage.client import Database

OFFERS = """
offers:
  triple: {name: Triple, benefit: {multiply: 3, earn: points}, smallest_purchase: 10.00, lasts: 10d}
  tenth-off: {name: A tenth off, benefit: {percent: 10}}
"""
BENEFIT = "benefit { kind words multiplierPercent multipliedAsset }"
LOOK = f"query($code: String!) {{ voucher(code: $code) {{ {BENEFIT} }} }}"
PREVIEW = """query($amount: MoneyInput!, $vouchers: [String!], $reference: String) {
    previewPurchase(member: {externalId: "anna"}, amount: $amount, vouchers: $vouchers, reference: $reference) {
        outcomes { ... on Earned { rule amount } } reasons { rule message } userErrors { code field } } }"""
BUY = """mutation($input: RecordPurchaseInput!) { done: recordPurchase(input: $input) {
    outcomes { ... on Earned { rule amount } } userErrors { code } } }"""


def mutation(name: str) -> str:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation($input: {kind}!) {{ done: {name}(input: $input) {{ userErrors {{ code field message }} }} }}"


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, PROGRAMME + OFFERS) as world:
        yield world


async def claimed(world: World, *offers: str) -> list[str]:
    """The codes of Anna's new vouchers."""
    member = await world.joined()
    for offer in offers:
        await record(world.backend, member, OfferClaim(offer=offer), key(), "app")
    return [one.code for one in reversed(await vouchers_of(world.database, member, len(offers)))]


async def does(world: World, query: str, **asked: Any) -> Any:
    return (await world.partner(query, input={"idempotencyKey": key(), **asked}))["done"]


async def buys(world: World, reference: str) -> dict[str, int]:
    done = await does(
        world, BUY, member={"externalId": "anna"}, reference=reference, amount=euros("20.00"), channel="till"
    )
    assert done["userErrors"] == []
    return points(done)


async def preview(world: World, *vouchers: str, amount: str = "20.00", reference: str | None = None) -> Any:
    asked = {"amount": euros(amount), "vouchers": list(vouchers), "reference": reference}
    before = await world.dump()
    shown = (await world.partner(PREVIEW, **asked))["previewPurchase"]
    assert await world.dump() == before
    return shown


def points(done: Any) -> dict[str, int]:
    return {one["rule"]: one["amount"] for one in done["outcomes"] if "points" in one["rule"] or "euro" in one["rule"]}


async def test_a_till_sees_what_a_voucher_multiplies(world: World) -> None:
    [code] = await claimed(world, "triple")
    assert (await world.partner(LOOK, code=code))["voucher"]["benefit"] == {
        "kind": "MULTIPLIER",
        "words": "3 times the points of a purchase, unless more applies",
        "multiplierPercent": 300,
        "multipliedAsset": "points",
    }


async def test_a_preview_with_a_voucher_is_what_then_happens(world: World) -> None:
    code, discount = await claimed(world, "triple", "tenth-off")
    assert points(await preview(world)) == {"point-per-euro": 20}
    foreseen = await preview(world, code, discount, reference="r1")
    assert points(foreseen) == {"point-per-euro": 20, "offer:triple:points": 40}
    used = await does(world, mutation("redeemVoucher"), code=code, reference="r1", amount=euros("20.00"))
    assert codes(used) == []
    assert points(await preview(world, reference="r1")) == points(foreseen), "redeemed already, it counts by itself"
    assert points(await preview(world, reference="r2")) == {"point-per-euro": 20}
    assert await buys(world, "r1") == points(foreseen)


async def test_a_preview_refuses_vouchers_that_a_redemption_would_be_refused_for(world: World) -> None:
    code, other = await claimed(world, "triple", "triple")
    await world.joined("boris")
    asked: list[tuple[tuple[str, ...], str, list[str]]] = [
        (("nothing",), "UNKNOWN_VOUCHER", ["vouchers", "0"]),
        ((code, other), "MULTIPLIER_ALREADY_USED", ["vouchers", "1"]),
        ((code, code), "UNKNOWN_VOUCHER", ["vouchers", "1"]),
    ]
    for vouchers, refusal, field in asked:
        assert (await preview(world, *vouchers))["userErrors"] == [{"code": refusal, "field": field}]
    assert codes(await preview(world, code, amount="9.99")) == ["PURCHASE_TOO_SMALL"]
    of_anna = PREVIEW.replace("anna", "boris")
    shown = (await world.partner(of_anna, amount=euros("20.00"), vouchers=[code]))["previewPurchase"]
    assert codes(shown) == ["UNKNOWN_VOUCHER"]
    world.later(days=11)
    assert codes(await preview(world, code)) == ["VOUCHER_EXPIRED"]


async def test_what_comes_too_late_or_twice_is_refused_and_changes_nothing(world: World) -> None:
    code, other = await claimed(world, "triple", "triple")
    redeem, cancel = mutation("redeemVoucher"), mutation("cancelRedemption")
    assert codes(await does(world, redeem, code=code, reference="r1", amount=euros("20.00"))) == []
    before = await world.dump()
    twice = await does(world, redeem, code=other, reference="r1", amount=euros("20.00"))
    assert twice["userErrors"] == [
        {
            "code": "MULTIPLIER_ALREADY_USED",
            "field": ["input", "reference"],
            "message": "Another voucher multiplies the purchase r1 already; one of them can be used on it.",
        }
    ]
    assert await world.dump() == before
    await buys(world, "r1")
    await buys(world, "r2")
    before = await world.dump()
    late = await does(world, redeem, code=other, reference="r2", amount=euros("20.00"))
    assert [(one["code"], one["field"]) for one in late["userErrors"]] == [
        ("PURCHASE_ALREADY_RECORDED", ["input", "reference"])
    ]
    assert codes(await does(world, cancel, code=code, reference="r1")) == ["PURCHASE_ALREADY_RECORDED"]
    assert await world.dump() == before
