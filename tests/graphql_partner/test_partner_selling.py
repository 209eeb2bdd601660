"""Selling rewards over the partner API: what is refused, with its facts, writes nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, World, codes, key, serving

from app.engine.activities import Adjustment
from app.engine.answer import answer
from app.engine.record import record
from app.questions.given import Given
from app.storage.client import Database

TEN = "how: buy, sold_by: [partner], price: {asset: points, amount: 10}"
OFFERS = f"""
offers:
  past: {{name: Past, {TEN}, until: 2026-03-01, benefit: {{percent: 10}}}}
  vip: {{name: Very important, {TEN}, eligible: member.visits > 3, benefit: {{percent: 10}}}}
  gone: {{name: Gone, {TEN}, stock: 0, benefit: {{percent: 10}}}}
  single: {{name: Single, {TEN}, cap: {{times: 1}}, benefit: {{percent: 10}}}}
  rare: {{name: Rare, {TEN}, again_after: 1 month, benefit: {{percent: 10}}}}
  dear: {{name: Dear, how: buy, sold_by: [partner], price: {{asset: points, amount: 1000}}, benefit: {{percent: 10}}}}
  app-only: {{name: In the app, how: buy, price: {{asset: points, amount: 10}}, benefit: {{percent: 10}}}}
  bag:
    name: Bag
    how: buy
    sold_by: [partner]
    price: {{asset: points, amount: 10}}
    surprise:
      - {{id: tea, label: Tea, weight: 1, about: [tea], benefit: {{free: 1, of: [tea]}}}}
      - {{id: cup, label: Cup, weight: 1, about: [tea], benefit: {{free: 1, of: [cups]}}}}
"""
QUESTIONS = """
questions:
  drink:
    text: Tea?
    why: To offer you what you like.
    kind: one
    options: [{id: no-tea, label: "No", dislikes: [tea]}, {id: tea, label: "Yes", likes: [tea]}]
"""
SELL = """mutation($input: BuyRewardInput!) { done: buyReward(input: $input) { activity { id } voucher { offer }
    member { id } outcomes { __typename } userErrors { code field ... on OfferTooSoonError { nextAt }
    ... on OfferLimitReachedError { times } ... on OfferNotOpenError { endsAt } } } }"""


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, PROGRAMME + OFFERS + QUESTIONS) as world:
        yield world


async def rich(world: World) -> str:
    member = await world.joined()
    gift = Adjustment(asset="points", amount=100, reason="A gift", author="sam")
    await record(world.backend, member, gift, key(), "staff:sam")
    return member


async def sells(world: World, offer: str, **member: str) -> Any:
    asked = {"idempotencyKey": key(), "member": member or {"externalId": "anna"}, "offer": offer}
    return (await world.partner(SELL, input=asked))["done"]


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        ("nothing", "UNKNOWN_OFFER"),
        ("app-only", "OFFER_HAD_OTHERWISE"),
        ("past", "OFFER_NOT_OPEN"),
        ("vip", "OFFER_NOT_FOR_MEMBER"),
        ("gone", "OFFER_SOLD_OUT"),
        ("dear", "INSUFFICIENT_BALANCE"),
    ],
)
async def test_what_can_not_be_sold_is_refused_and_costs_nothing(world: World, offer: str, code: str) -> None:
    await rich(world)
    before = await world.dump()
    done = await sells(world, offer)
    assert (codes(done), done["userErrors"][0]["field"]) == ([code], ["input", "offer"])
    assert (done["activity"], done["voucher"], done["member"], done["outcomes"]) == (None, None, None, [])
    assert await world.dump() == before


@pytest.mark.parametrize(("offer", "code"), [("single", "OFFER_LIMIT_REACHED"), ("rare", "OFFER_TOO_SOON")])
async def test_what_a_member_had_is_sold_again_only_when_they_may_have_it(world: World, offer: str, code: str) -> None:
    await rich(world)
    assert (await sells(world, offer))["voucher"] == {"offer": offer}
    before = await world.dump()
    refused = await sells(world, offer)
    assert codes(refused) == [code]
    assert await world.dump() == before
    world.later(days=40)
    assert codes(await sells(world, offer)) == (["OFFER_LIMIT_REACHED"] if offer == "single" else [])


async def test_a_surprise_with_nothing_for_the_members_taste_is_not_sold(world: World) -> None:
    member = await rich(world)
    await answer(world.backend, member, "drink", Given(option="no-tea"), key(), "app")
    before = await world.dump()
    assert codes(await sells(world, "bag")) == ["NOTHING_FITS"]
    assert await world.dump() == before


async def test_a_member_whom_nobody_knows_buys_nothing(world: World) -> None:
    assert codes(await sells(world, "single", externalId="nobody")) == ["UNKNOWN_MEMBER"]
