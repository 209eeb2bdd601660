"""Spinning over the API: what it pays, that it can be verified, and that a key stands for one spin."""

import asyncio
from typing import Any

from member_world import World, key

from app.wheel.recompute import NOT_REVEALED, verify_exported

SPIN = """
    mutation Spin($input: SpinWheelInput!) { spinWheel(input: $input) {
        spin { ...All } outcomes { __typename message ... on Spun { spinId } ... on Moved { amount } }
        wheel { freeSpins tokens nextFreeAt fairness { seedNumber nonce clientSeed serverSeedHash nextServerSeedHash } }
        member { id wallet { balances { asset { id } available } } }
        userErrors { __typename code message field ... on NoSpinLeftError { wheel balance nextFreeAt } }
    } }
    fragment All on Spin {
        id wheel at segment label prize { asset { id } amount } paidWith
        serverSeedHash serverSeed clientSeed nonce cursor ticket value total snapshot { segment weight } revealed
    }
"""
ROTATE = """
    mutation Rotate($input: RotateWheelSeedInput!) { rotateWheelSeed(input: $input) {
        revealed { seedNumber serverSeed serverSeedHash }
        wheel { fairness { seedNumber nonce clientSeed serverSeedHash } } outcomes { __typename }
        userErrors { code field }
    } }
"""
SPINS = """{ me { wheel(id: "shiny") { spins { nodes {
    id segment serverSeedHash serverSeed clientSeed nonce cursor ticket value total snapshot { segment weight } revealed
} } } } }"""


async def spin(world: World, wheel: str = "shiny", who: str = "anna", **more: Any) -> Any:
    asked = {"idempotencyKey": key(), "wheel": wheel, **more}
    return (await world.ask(SPIN, who, input=asked))["spinWheel"]


async def test_a_spin_pays_what_it_shows(world: World) -> None:
    await world.join()
    await world.buys(2_000)
    first = await spin(world)
    assert first["userErrors"] == []
    assert first["spin"]["paidWith"] == "FREE"
    assert (first["wheel"]["freeSpins"], first["wheel"]["tokens"]) == (0, 1)
    assert first["wheel"]["nextFreeAt"] == "2026-03-02T23:00:00.000Z"
    assert first["outcomes"][0]["spinId"] == first["spin"]["id"]
    second = await spin(world)
    assert second["spin"]["paidWith"] == "TOKEN"
    assert second["outcomes"][0] == {"__typename": "Paid", "message": "Spins -1", "amount": -1}
    assert second["wheel"]["tokens"] == 0
    won = sum(one["spin"]["prize"]["amount"] for one in (first, second) if one["spin"]["prize"])
    balances = {one["asset"]["id"]: one["available"] for one in second["member"]["wallet"]["balances"]}
    assert balances == {"points": 20 + won, "miles": 0, "spins": 0}


async def test_spins_verify_once_their_seed_is_revealed(world: World) -> None:
    await world.join()
    await world.gets("spins", 5)
    promised = (await spin(world))["wheel"]["fairness"]
    for number in range(4):
        await spin(world, clientSeed=f"lucky {number}")
    before = (await world.ask(SPINS))["me"]["wheel"]["spins"]["nodes"]
    assert {one["serverSeedHash"] for one in before} == {promised["serverSeedHash"]}
    assert all(verify_exported(one) == [NOT_REVEALED] and not one["revealed"] for one in before)

    rotated = await world.ask(ROTATE, input={"idempotencyKey": key(), "wheel": "shiny", "clientSeed": "new"})
    payload = rotated["rotateWheelSeed"]
    assert payload["revealed"]["serverSeedHash"] == promised["serverSeedHash"]
    fairness = payload["wheel"]["fairness"]
    assert fairness == {
        "seedNumber": 1,
        "nonce": 0,
        "clientSeed": "new",
        "serverSeedHash": promised["nextServerSeedHash"],
    }
    after = (await world.ask(SPINS))["me"]["wheel"]["spins"]["nodes"]
    assert [one["nonce"] for one in after] == [4, 3, 2, 1, 0]
    assert [verify_exported(one) for one in after] == [[]] * 5
    assert {one["serverSeed"] for one in after} == {payload["revealed"]["serverSeed"]}


async def test_revealing_a_seed_again_under_the_same_key_answers_the_same(world: World) -> None:
    await world.join()
    asked = {"idempotencyKey": key(), "wheel": "shiny"}
    first = (await world.ask(ROTATE, input=asked))["rotateWheelSeed"]
    again = (await world.ask(ROTATE, input=asked))["rotateWheelSeed"]
    assert again == first
    assert again["wheel"]["fairness"]["seedNumber"] == 1


async def test_fifty_sends_of_one_key_are_one_spin_and_fifty_equal_answers(world: World) -> None:
    await world.join()
    await world.gets("spins", 50)
    asked = {"idempotencyKey": key(), "wheel": "shiny"}
    sent = await asyncio.gather(*(world.ask(SPIN, input=asked) for _ in range(50)))
    answers = [one["spinWheel"] for one in sent]
    assert answers[0]["spin"] is not None
    assert all(answer["spin"] == answers[0]["spin"] for answer in answers)
    assert all(answer["outcomes"] == answers[0]["outcomes"] for answer in answers)
    assert all(answer["userErrors"] == [] for answer in answers)
    assert await world.backend.database.plays.count_documents({}) == 1
    assert await world.backend.database.activities.count_documents({"kind": "spin"}) == 1


async def test_a_key_used_for_another_wheel_is_refused(world: World) -> None:
    await world.join()
    once = key()
    await spin(world, idempotencyKey=once)
    other = await spin(world, "tokens-only", idempotencyKey=once)
    assert [error["code"] for error in other["userErrors"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert other["spin"] is None


async def test_a_spin_too_many_is_refused_with_when_the_next_is_free(world: World) -> None:
    await world.join()
    await spin(world)
    refused = await spin(world)
    assert refused["spin"] is None
    assert refused["outcomes"] == []
    assert refused["userErrors"] == [
        {
            "__typename": "NoSpinLeftError",
            "code": "NO_SPIN_LEFT",
            "message": "No spin is left on the wheel shiny; it takes one of spins; "
            "the next free one comes at 2026-03-02 23:00 UTC.",
            "field": None,
            "wheel": "shiny",
            "balance": 0,
            "nextFreeAt": "2026-03-02T23:00:00.000Z",
        }
    ]
    assert refused["wheel"]["freeSpins"] == 0
    assert await world.backend.database.plays.count_documents({}) == 1


async def test_spinning_without_having_joined_is_a_user_error(world: World) -> None:
    refused = await spin(world)
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_JOINED"]
    assert (refused["member"], refused["wheel"], refused["spin"]) == (None, None, None)


async def test_a_wheel_or_client_seed_that_is_none_is_a_user_error_at_its_field(world: World) -> None:
    await world.join()
    unknown = await spin(world, "no-such-wheel")
    assert [(error["code"], error["field"]) for error in unknown["userErrors"]] == [
        ("UNKNOWN_WHEEL", ["input", "wheel"])
    ]
    assert unknown["wheel"] is None
    bad = await spin(world, clientSeed="a:b")
    assert [(error["code"], error["field"]) for error in bad["userErrors"]] == [
        ("INVALID_CLIENT_SEED", ["input", "clientSeed"])
    ]
    rotated = (await world.ask(ROTATE, input={"idempotencyKey": key(), "wheel": "no-such-wheel"}))["rotateWheelSeed"]
    assert rotated["userErrors"] == [{"code": "UNKNOWN_WHEEL", "field": ["input", "wheel"]}]
    no_seed = {"idempotencyKey": key(), "wheel": "shiny", "clientSeed": ""}
    refused = (await world.ask(ROTATE, input=no_seed))["rotateWheelSeed"]
    assert refused["userErrors"] == [{"code": "INVALID_CLIENT_SEED", "field": ["input", "clientSeed"]}]
    assert await world.backend.database.plays.count_documents({}) == 0


async def test_two_spins_in_one_request_each_show_the_member_after_them(world: World) -> None:
    await world.join()
    await world.gets("spins", 1)
    query = """mutation($a: SpinWheelInput!, $b: SpinWheelInput!) {
        a: spinWheel(input: $a) { wheel { freeSpins tokens } } b: spinWheel(input: $b) { wheel { freeSpins tokens } }
    }"""
    a, b = ({"idempotencyKey": key(), "wheel": "shiny"} for _ in range(2))
    assert await world.ask(query, a=a, b=b) == {
        "a": {"wheel": {"freeSpins": 0, "tokens": 1}},
        "b": {"wheel": {"freeSpins": 0, "tokens": 0}},
    }
