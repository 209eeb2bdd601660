"""Buying from the catalogue, and handing back: each refusal with its facts, and nothing is paid or taken."""

from typing import Any

import pytest
from member_world import PROGRAMME, World, key

from app.engine.activities import VoucherIssue, VoucherReservation, VoucherReturn
from app.engine.record import record
from app.offers.store import vouchers_of
from app.offers.voucher import voucher_id
from graphql_schema.ids import global_id

PRICED = "how: buy, price: {asset: points, amount: 5}"
OFFERS = f"""
offers:
  free: {{name: Free, benefit: {{percent: 10}}}}
  once: {{name: Once, {PRICED}, benefit: {{percent: 10}}, cap: {{times: 1, per: month}}}}
  rare: {{name: Rare, {PRICED}, benefit: {{percent: 10}}, stock: 1}}
  april: {{name: April, {PRICED}, benefit: {{percent: 10}}, from: 2026-04-01, until: 2026-04-30}}
  regulars: {{name: Regulars, {PRICED}, benefit: {{percent: 10}}, eligible: member.purchases >= 1}}
  sweets:
    name: Sweets
    how: buy
    price: {{asset: points, amount: 5}}
    surprise:
      - {{id: cake, label: A cake, weight: 1, about: [cake], benefit: {{free: 1, of: [cake]}}}}
      - {{id: pie, label: A pie, weight: 1, about: [cake], benefit: {{free: 1, of: [pie]}}}}
"""
BUY = """mutation($input: BuyRewardInput!) { done: buyReward(input: $input) { voucher { id } outcomes { __typename }
    userErrors { code field message retryable ... on OfferNotOpenError { startsAt endsAt }
        ... on OfferLimitReachedError { times nextAt } } } }"""
HAND_BACK = """mutation($input: HandBackVoucherInput!) { done: handBackVoucher(input: $input) {
    voucher { id status } outcomes { __typename }
    userErrors { code field message retryable ... on VoucherReservedError { until } } } }"""


@pytest.fixture
def programme() -> str:
    return PROGRAMME + OFFERS


@pytest.fixture
async def world(world: World) -> World:
    await world.join()
    await world.gets("points", 100)
    return world


async def does(world: World, query: str, who: str = "anna", **said: Any) -> dict[str, Any]:
    done: dict[str, Any] = (await world.ask(query, who, input={"idempotencyKey": key(), **said}))["done"]
    return done


async def refused(world: World, query: str, **said: Any) -> dict[str, Any]:
    """The one error of a mutation that wrote nothing."""
    before = await world.dump()
    done = await does(world, query, **said)
    assert await world.dump() == before
    assert done["outcomes"] == []
    [error] = done["userErrors"]
    return dict(error)


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        ("nothing", "UNKNOWN_OFFER"),
        ("free", "OFFER_HAD_OTHERWISE"),
        ("april", "OFFER_NOT_OPEN"),
        ("regulars", "OFFER_NOT_FOR_MEMBER"),
    ],
)
async def test_what_can_not_be_bought_costs_nothing(world: World, offer: str, code: str) -> None:
    error = await refused(world, BUY, offer=offer)
    assert (error["code"], error["field"], error["retryable"]) == (code, ["input", "offer"], False)
    if code == "OFFER_NOT_OPEN":
        assert (error["startsAt"], error["endsAt"]) == ("2026-03-31T22:00:00.000Z", "2026-04-30T22:00:00.000Z")


async def test_an_offer_for_one_each_is_bought_once_a_month(world: World) -> None:
    assert (await does(world, BUY, offer="once"))["userErrors"] == []
    error = await refused(world, BUY, offer="once")
    assert (error["code"], error["times"], error["nextAt"]) == ("OFFER_LIMIT_REACHED", 1, "2026-03-31T22:00:00.000Z")


async def test_the_last_one_is_bought_by_one(world: World) -> None:
    await world.join("ben")
    await world.gets("points", 100, "ben")
    assert (await does(world, BUY, "ben", offer="rare"))["userErrors"] == []
    assert (await refused(world, BUY, offer="rare"))["code"] == "OFFER_SOLD_OUT"


async def test_a_surprise_of_what_the_member_dislikes_is_not_sold(world: World) -> None:
    give = VoucherIssue(offer="sweets", charge=False, reason="Try", author="sam")
    await record(world.backend, await world.member(), give, key(), "staff:sam")
    open_it = "mutation($input: OpenVoucherInput!) { openVoucher(input: $input) { userErrors { code } } }"
    opened = await world.ask(open_it, input={"idempotencyKey": key(), "voucherId": await _first_voucher(world)})
    assert opened["openVoucher"]["userErrors"] == []
    back = VoucherReturn(voucher=1, unwanted=True)
    await record(world.backend, await world.member(), back, key(), "app")
    error = await refused(world, BUY, offer="sweets")
    assert (error["code"], error["field"]) == ("NOTHING_FITS", ["input", "offer"])


async def test_a_voucher_that_a_till_holds_is_not_handed_back_meanwhile(world: World) -> None:
    assert (await does(world, BUY, offer="rare"))["userErrors"] == []
    held = VoucherReservation(voucher=1, partner="till", reference="r1", seconds=60)
    await record(world.backend, await world.member(), held, key(), "partner:till")
    again = {"idempotencyKey": key(), "voucherId": await _first_voucher(world)}
    error = await refused(world, HAND_BACK, **again)
    assert (error["code"], error["field"]) == ("VOUCHER_RESERVED", ["input", "voucherId"])
    assert (error["retryable"], error["until"]) == (True, "2026-03-02T12:01:00.000Z")


async def _first_voucher(world: World) -> str:
    member = await world.member()
    [voucher] = await vouchers_of(world.backend.database, member, 1)
    return global_id("Voucher", voucher_id(member, voucher.number))
