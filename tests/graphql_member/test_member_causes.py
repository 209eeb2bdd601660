"""Causes over the member API: what they show, and every refusal of giving and choosing."""

import asyncio
from typing import Any

from member_world import World, key

from app.engine.store import history

DONATE = """
    mutation Donate($input: DonateInput!) { donate(input: $input) {
        outcomes { __typename message ... on Moved { asset amount transactionId }
            ... on Donated { cause worth { amount currencyCode } } }
        cause { id myGiven { donated { asset { id } amount } worth { amount } shared { amount } total { amount } }
            progress { members percent reached total { amount } } }
        member { wallet { balance(asset: "points") { available } } }
        userErrors { __typename code message field retryable
            ... on DonationTooSmallError { asset least } ... on CauseNotOpenError { startsOn endsOn }
            ... on InsufficientBalanceError { balance asked } }
    } }
"""
CHOOSE = """
    mutation Choose($input: ChooseCauseInput!) { chooseCause(input: $input) {
        outcomes { __typename message ... on CauseChosen { cause } } cause { id chosen }
        member { causes { id chosen } } userErrors { __typename code field }
    } }
"""
CAUSES = """{ me { causes {
    id name text image startsOn endsOn open chosen share { percent of words }
    goal { money { amount currencyCode } assetAmount { asset { id } amount } }
    accepts { asset { name } amount worth { amount } smallest words }
    progress { donated { asset { id } amount } worth { amount } shared { amount } total { amount }
        members percent reached }
    myGiven { donated { asset { id } amount } total { amount } }
} } }"""
PUBLISHED = """{ programme { causes { id name open progress { percent reached members } } } }"""


async def donate(world: World, amount: int = 20, who: str = "anna", **more: Any) -> Any:
    asked = {"idempotencyKey": key(), "cause": "reef", "asset": "points", "amount": amount, **more}
    return (await world.ask(DONATE, who, input=asked))["donate"]


async def choose(world: World, cause: str | None, who: str = "anna", **more: Any) -> Any:
    asked = {"idempotencyKey": key(), "cause": cause, **more}
    return (await world.ask(CHOOSE, who, input=asked))["chooseCause"]


def refusals(payload: Any) -> list[tuple[str, list[str] | None]]:
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


async def test_a_donation_answers_with_its_receipt_and_the_cause_after_it(world: World) -> None:
    await world.join()
    await world.buys(2_500)
    given = await donate(world)
    assert given["userErrors"] == []
    [receipt] = given["outcomes"]
    assert receipt.pop("transactionId")
    assert receipt == {
        "__typename": "Donated",
        "message": "Points -20 for Reef, worth 0.20 EUR",
        "asset": "points",
        "amount": -20,
        "cause": "reef",
        "worth": {"amount": "0.20", "currencyCode": "EUR"},
    }
    assert given["cause"] == {
        "id": "reef",
        "myGiven": {
            "donated": [{"asset": {"id": "points"}, "amount": 20}],
            "worth": {"amount": "0.20"},
            "shared": {"amount": "0.00"},
            "total": {"amount": "0.20"},
        },
        "progress": {"members": 1, "percent": 20, "reached": False, "total": {"amount": "0.20"}},
    }
    assert given["member"]["wallet"]["balance"]["available"] == 5


async def test_fifty_sends_of_one_donation_are_one_and_fifty_equal_answers(world: World) -> None:
    await world.join()
    await world.buys(2_500)
    once = key()
    answers = await asyncio.gather(*(donate(world, idempotencyKey=once) for _ in range(50)))
    assert all(answer["outcomes"] == answers[0]["outcomes"] for answer in answers)
    assert answers[-1]["cause"]["progress"]["percent"] == 20
    assert refusals(await donate(world, 19, idempotencyKey=once)) == [
        ("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])
    ]


async def test_a_goal_is_reached_together(world: World) -> None:
    for who in ("anna", "boris"):
        await world.join(who)
        await world.buys(5_000, who)
        given = await donate(world, 50, who)
    assert given["cause"]["progress"] == {
        "members": 2,
        "percent": 100,
        "reached": True,
        "total": {"amount": "1.00"},
    }


async def test_every_refusal_of_a_donation_is_a_user_error_at_its_field(world: World) -> None:
    assert refusals(await donate(world)) == [("NOT_JOINED", None)]
    await world.join()
    assert refusals(await donate(world, cause="gone")) == [("UNKNOWN_CAUSE", ["input", "cause"])]
    assert refusals(await donate(world, asset="gold")) == [("UNKNOWN_ASSET", ["input", "asset"])]
    assert refusals(await donate(world, asset="spins")) == [("ASSET_NOT_ACCEPTED", ["input", "asset"])]
    small = await donate(world, 4)
    assert refusals(small) == [("DONATION_TOO_SMALL", ["input", "amount"])]
    assert (small["userErrors"][0]["asset"], small["userErrors"][0]["least"]) == ("points", 5)
    closed = await donate(world, cause="april")
    assert refusals(closed) == [("CAUSE_NOT_OPEN", ["input", "cause"])]
    assert closed["userErrors"][0]["startsOn"] == "2026-04-01"
    poor = await donate(world)
    assert refusals(poor) == [("INSUFFICIENT_BALANCE", None)]
    assert (poor["userErrors"][0]["balance"], poor["userErrors"][0]["asked"]) == (0, 20)
    assert poor["outcomes"] == []
    assert await world.backend.database.cause_counters.count_documents({}) == 0


async def test_a_choice_holds_until_the_next_one(world: World) -> None:
    await world.join()
    chosen = await choose(world, "reef")
    assert chosen["outcomes"] == [
        {"__typename": "CauseChosen", "message": "Your purchases now share with Reef", "cause": "reef"}
    ]
    assert chosen["cause"] == {"id": "reef", "chosen": True}
    assert [one["id"] for one in chosen["member"]["causes"] if one["chosen"]] == ["reef"]
    ended = await choose(world, None)
    assert ended["outcomes"][0]["message"] == "You have chosen no cause"
    assert ended["cause"] is None
    assert not any(one["chosen"] for one in ended["member"]["causes"])


async def test_every_refusal_of_a_choice_is_a_user_error_at_its_field(world: World) -> None:
    assert refusals(await choose(world, "reef")) == [("NOT_JOINED", None)]
    await world.join()
    assert refusals(await choose(world, "gone")) == [("UNKNOWN_CAUSE", ["input", "cause"])]
    assert refusals(await choose(world, "april")) == [("CAUSE_NOT_OPEN", ["input", "cause"])]
    assert refusals(await choose(world, "trees")) == [("CAUSE_NOT_CHOOSABLE", ["input", "cause"])]
    once = key()
    await choose(world, "reef", idempotencyKey=once)
    assert refusals(await choose(world, None, idempotencyKey=once)) == [
        ("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])
    ]
    kinds = [row["kind"] for row in await history(world.backend.database, await world.member(), 10)]
    assert kinds == ["cause_choice", "join"]


async def test_causes_show_their_terms_and_their_progress(world: World) -> None:
    await world.join(language="uk")
    await world.buys(2_500)
    await choose(world, "reef")
    await world.buys(2_500)
    await donate(world, 20)
    reef, trees, april = (await world.ask(CAUSES))["me"]["causes"]
    assert reef == {
        "id": "reef",
        "name": "Риф",
        "text": "Corals",
        "image": "https://example.org/reef.jpg",
        "startsOn": None,
        "endsOn": None,
        "open": True,
        "chosen": True,
        "share": {
            "percent": "2.5",
            "of": "CHOOSERS",
            "words": "2,5 % кожної вашої покупки, якщо ви обрали цю справу",
        },
        "goal": {"money": {"amount": "1.00", "currencyCode": "EUR"}, "assetAmount": None},
        "accepts": [
            {
                "asset": {"name": "Бали"},
                "amount": 100,
                "worth": {"amount": "1.00"},
                "smallest": 5,
                "words": "100 × бали – це 1,00\xa0EUR",
            }
        ],
        "progress": {
            "donated": [{"asset": {"id": "points"}, "amount": 20}],
            "worth": {"amount": "0.20"},
            "shared": {"amount": "0.62"},
            "total": {"amount": "0.82"},
            "members": 1,
            "percent": 82,
            "reached": False,
        },
        "myGiven": {"donated": [{"asset": {"id": "points"}, "amount": 20}], "total": {"amount": "0.82"}},
    }
    assert (trees["share"]["of"], trees["progress"]["percent"], trees["progress"]["reached"]) == (
        "EVERYBODY",
        None,
        None,
    )
    assert trees["progress"]["total"] == {"amount": "0.50"}
    assert (april["open"], april["startsOn"]) == (False, "2026-04-01")
    assert april["goal"] == {"money": None, "assetAmount": {"asset": {"id": "miles"}, "amount": 500}}


async def test_somebody_who_has_not_joined_sees_the_causes_as_published(world: World) -> None:
    await world.join("boris")
    await world.buys(5_000, "boris")
    await donate(world, 50, "boris")
    reef, *_ = (await world.ask(PUBLISHED))["programme"]["causes"]
    assert reef == {
        "id": "reef",
        "name": "Reef",
        "open": True,
        "progress": {"percent": 50, "reached": False, "members": 1},
    }


async def test_what_one_member_gives_is_not_shown_as_anothers(world: World) -> None:
    await world.join()
    await world.join("boris")
    await world.buys(2_500)
    await donate(world)
    reef, *_ = (await world.ask(CAUSES, "boris"))["me"]["causes"]
    assert reef["myGiven"] == {"donated": [], "total": {"amount": "0.00"}}
    assert reef["progress"]["members"] == 1


async def test_a_donation_is_in_the_statement(world: World) -> None:
    await world.join()
    await world.buys(2_500)
    await donate(world)
    query = "{ me { wallet { transactions(first: 1) { nodes { kind amount rule } } } } }"
    [latest] = (await world.ask(query))["me"]["wallet"]["transactions"]["nodes"]
    assert latest == {"kind": "DONATE", "amount": -20, "rule": "cause:reef"}
