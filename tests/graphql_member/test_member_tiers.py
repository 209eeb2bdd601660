"""Tiers and memberships over the member API: what they show, and every refusal of buying."""

import asyncio
from typing import Any

import pytest
from member_world import World, key

TIERED = """
programme: test
name: Test
languages: [en, uk]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: {en: Points, uk: Бали}, expires: 12 months}
earning:
  - {id: point-per-euro, on: purchase, earn: points, amount: 1, per: 1.00}
tiers:
  name: {en: Your status, uk: Ваш статус}
  qualify: {by: earned, asset: points, rolling: 12 months}
  grace: 1 month
  levels:
    - {id: silver, name: {en: Silver, uk: Срібло}, from: 100, text: {en: Nice, uk: Гарно}}
    - id: gold
      name: {en: Gold, uk: Золото}
      from: 500
      benefits: [Free delivery]
      multipliers: [{earn: points, multiply: 1.5}]
      rewards: [{earn: points, amount: 10}]
    - {id: plus, name: Plus}
memberships:
  card: {name: {en: Card, uk: Картка}, text: All of it, level: plus, lasts: 1 year, sku: CARD, fee: 25.00}
  trial: {name: Trial, level: silver, lasts: 7d, price: {asset: points, amount: 50}}
"""
TIER = """{ me { tier {
    level { id name benefits words } since until counted { amount words asset { id } money { amount } }
    next { level { id name } missing { amount words } } keep { missing { amount } until } history { since level { id } }
} } }"""
PAID = "{ me { paidMemberships { id name active until terms { words } } } }"
BUY = """mutation($input: BuyMembershipInput!) { buyMembership(input: $input) {
    outcomes { __typename message ... on MembershipBought { membership since until }
        ... on TierChanged { before after why level: rule } ... on Paid { rule amount } }
    membership { id active until } member { tier { level { id } } wallet { balance(asset: "points") { available } } }
    userErrors { __typename code field ... on MembershipPaidAheadError { until } }
} }"""
PUBLISHED = """query($language: String) { programme(language: $language) {
    tiers { name words levels { id name text words benefits threshold { amount words asset { id } money { amount } } } }
    memberships { id name text lasts words level { id } price { amount asset { id } } fee { amount currencyCode } }
} }"""
HISTORY = "{ me { activities(first: 1) { nodes { kind outcomes { __typename message } reasons { rule message } } } } }"


@pytest.fixture
def programme() -> str:
    return TIERED


async def tier(world: World) -> Any:
    return (await world.ask(TIER))["me"]["tier"]


async def buy(world: World, membership: str = "trial", **more: Any) -> Any:
    asked = {"idempotencyKey": key(), "membership": membership, **more}
    return (await world.ask(BUY, input=asked))["buyMembership"]


def refusals(payload: Any) -> list[tuple[str, list[str] | None]]:
    assert payload["outcomes"] == []
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


async def test_a_newcomer_reads_what_is_missing_for_the_first_level(world: World) -> None:
    await world.join()
    assert await tier(world) == {
        "level": None,
        "since": None,
        "until": None,
        "counted": {"amount": 0, "words": "0 points", "asset": {"id": "points"}, "money": None},
        "next": {"level": {"id": "silver", "name": "Silver"}, "missing": {"amount": 100, "words": "100 points"}},
        "keep": None,
        "history": [],
    }


async def test_a_level_tells_what_keeps_it_and_until_when(world: World) -> None:
    await world.join()
    await world.buys(8_000)
    world.later(days=100)
    await world.buys(4_000)
    now = await tier(world)
    assert (now["level"]["id"], now["level"]["words"]) == ("silver", "from 100 points")
    assert now["since"] == "2026-06-10T12:00:00.000Z"
    assert now["keep"] == {"missing": {"amount": 60}, "until": "2027-03-31T22:00:00.000Z"}
    assert now["until"] == "2027-04-30T22:00:00.000Z", "with a month of grace"
    assert now["next"]["missing"] == {"amount": 380, "words": "380 points"}
    assert now["history"] == [{"since": now["since"], "level": {"id": "silver"}}]


async def test_the_answer_and_the_history_say_what_was_reached_and_by_what(world: World) -> None:
    await world.join()
    await world.buys(50_000)
    [latest] = (await world.ask(HISTORY))["me"]["activities"]["nodes"]
    assert [(one["__typename"], one["message"]) for one in latest["outcomes"]] == [
        ("Earned", "Points +500"),
        ("TierCounted", "Points +500 toward your level"),
        ("TierChanged", "You reached Gold"),
        ("Earned", "Points +10"),
    ]
    now = await tier(world)
    assert now["level"]["benefits"] == [
        "Free delivery",
        "1.5 times the points that you earn",
        "10 points when you first reach it",
    ]
    assert now["next"] is None


async def test_nobody_waits_for_the_sweep_to_read_their_level(world: World) -> None:
    await world.join()
    await world.buys(10_000)
    world.later(days=500)
    now = await tier(world)
    assert (now["level"], now["until"], now["keep"]) == (None, None, None)
    assert [moment["level"] for moment in now["history"]] == [None, {"id": "silver"}]


async def test_a_membership_is_bought_and_renewed_with_points(world: World) -> None:
    await world.join()
    await world.buys(9_900)
    first = await buy(world)
    assert first["userErrors"] == []
    assert [(one["__typename"], one["message"]) for one in first["outcomes"]] == [
        ("Paid", "Points -50"),
        ("MembershipBought", "Trial until March 9, 2026"),
        ("TierChanged", "You reached Silver"),
    ]
    assert first["outcomes"][0]["rule"] == "membership:trial"
    assert (first["outcomes"][2]["why"], first["outcomes"][2]["level"]) == ("BOUGHT", "tier:silver")
    assert first["membership"] == {"id": "trial", "active": True, "until": "2026-03-09T23:00:00.000Z"}
    assert first["member"] == {"tier": {"level": {"id": "silver"}}, "wallet": {"balance": {"available": 49}}}
    assert (await tier(world))["keep"] is None, "it was not earned"
    await world.gets("points", 50)
    assert (await buy(world))["membership"]["until"] == "2026-03-16T23:00:00.000Z"


async def test_fifty_sends_of_one_payment_are_one_and_fifty_equal_answers(world: World) -> None:
    await world.join()
    await world.gets("points", 500)
    once = key()
    answers = await asyncio.gather(*(buy(world, idempotencyKey=once) for _ in range(50)))
    assert all(answer["outcomes"] == answers[0]["outcomes"] for answer in answers)
    assert answers[-1]["member"]["wallet"]["balance"]["available"] == 450
    reused = await buy(world, "card", idempotencyKey=once)
    assert refusals(reused) == [("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])]


async def test_every_refusal_of_buying_is_a_user_error_at_its_field(world: World) -> None:
    assert refusals(await buy(world)) == [("NOT_JOINED", None)]
    await world.join()
    unknown = await buy(world, "gone")
    assert (refusals(unknown), unknown["membership"]) == ([("UNKNOWN_MEMBERSHIP", ["input", "membership"])], None)
    assert refusals(await buy(world, "card")) == [("MEMBERSHIP_NOT_FOR_SALE", ["input", "membership"])]
    assert refusals(await buy(world)) == [("INSUFFICIENT_BALANCE", None)]
    await world.gets("points", 550)
    for _ in range(10):
        assert (await buy(world))["userErrors"] == []
    ahead = await buy(world)
    assert refusals(ahead) == [("MEMBERSHIP_PAID_AHEAD", ["input", "membership"])]
    assert ahead["userErrors"][0]["until"] == "2026-05-11T22:00:00.000Z"


async def test_memberships_show_what_is_paid_for_and_what_has_ended(world: World) -> None:
    await world.join()
    await world.gets("points", 50)
    await buy(world)
    world.later(days=30)
    assert (await world.ask(PAID))["me"]["paidMemberships"] == [
        {"id": "card", "name": "Card", "active": False, "until": None, "terms": {"words": "1 year for €25.00"}},
        {
            "id": "trial",
            "name": "Trial",
            "active": False,
            "until": "2026-03-09T23:00:00.000Z",
            "terms": {"words": "7 days for 50 points"},
        },
    ]


async def test_what_is_published_of_tiers_and_memberships(world: World) -> None:
    published = (await world.ask(PUBLISHED, language="uk"))["programme"]
    assert published["tiers"]["name"] == "Ваш статус"
    assert [(level["id"], level["name"], level["text"]) for level in published["tiers"]["levels"]] == [
        ("silver", "Срібло", "Гарно"),
        ("gold", "Золото", None),
        ("plus", "Plus", None),
    ]
    assert published["tiers"]["levels"][1]["threshold"] == {
        "amount": 500,
        "words": "500 × бали",
        "asset": {"id": "points"},
        "money": None,
    }
    assert published["tiers"]["levels"][2]["threshold"] is None
    assert "Зараховується до кінця свого місяця і ще 12 місяців" in published["tiers"]["words"]
    card, trial = published["memberships"]
    assert card == {
        "id": "card",
        "name": "Картка",
        "text": "All of it",
        "lasts": "1 рік",
        "words": "1 рік: 25,00\xa0EUR",
        "level": {"id": "plus"},
        "price": None,
        "fee": {"amount": "25.00", "currencyCode": "EUR"},
    }
    assert (trial["price"], trial["fee"]) == ({"amount": 50, "asset": {"id": "points"}}, None)
