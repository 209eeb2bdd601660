"""Programme versions: check, publish, go back."""

import asyncio
from typing import Any

import pytest
from api_world import PROGRAMME, World, codes, key

from app.identity.callers import Role

PUBLISH = """
mutation($input: PublishProgrammeInput!) {
  publishProgramme(input: $input) {
    version { id number text publishedAt publishedBy }
    mistakes { line column path message }
    userErrors { code field message }
  }
}
"""
ROLL_BACK = """
mutation($input: RollBackProgrammeInput!) {
  rollBackProgramme(input: $input) { version { number text } mistakes { line } userErrors { code field } }
}
"""
DOUBLE = PROGRAMME.replace(
    "{id: visit, on: visit, earn: points, amount: 5}", "{id: visit, on: visit, earn: points, amount: 10}"
)
NEW_WHEEL = (
    PROGRAMME
    + """\
  golden:
    name: Golden
    free: {spins: 1, per: day}
    segments:
      - {id: rare, label: Rare, weight: 1, stock: 3}
"""
)
BROKEN = PROGRAMME.replace("earn: points, amount: 5", "earn: pints, amount: 5")
DROPPED = PROGRAMME.replace("  miles: {name: Miles, pending: 14d, on_return: only_pending}\n", "").replace(
    "  - {id: mile-per-ten, on: purchase, earn: miles, amount: 1, per: 10.00}\n", ""
)


async def publish(world: World, text: str, idempotency_key: str | None = None) -> dict[str, Any]:
    asked = {"idempotencyKey": idempotency_key or key(), "text": text}
    payload: dict[str, Any] = (await world.staff(PUBLISH, Role.MARKETING, input=asked))["publishProgramme"]
    return payload


async def roll_back(world: World, number: int, idempotency_key: str | None = None) -> dict[str, Any]:
    asked = {"idempotencyKey": idempotency_key or key(), "number": number}
    payload: dict[str, Any] = (await world.staff(ROLL_BACK, Role.MARKETING, input=asked))["rollBackProgramme"]
    return payload


async def points_for_a_visit(world: World) -> int:
    query = """mutation($key: UUID!) { recordVisit(input: {idempotencyKey: $key, member: {externalId: "anna"}}) {
      outcomes { ... on Earned { amount } } } }"""
    [outcome] = (await world.partner(query, key=key()))["recordVisit"]["outcomes"]
    amount: int = outcome["amount"]
    return amount


async def test_a_published_programme_decides_what_members_earn_next(world: World) -> None:
    await world.joined()
    assert await points_for_a_visit(world) == 5
    payload = await publish(world, DOUBLE)
    assert payload["userErrors"] == payload["mistakes"] == []
    version = payload["version"]
    assert (version["number"], version["text"], version["publishedBy"]) == (2, DOUBLE, "sam")
    assert version["publishedAt"] == "2026-03-02T12:00:00.000Z"
    assert await points_for_a_visit(world) == 10


async def test_a_text_with_mistakes_is_told_them_and_writes_nothing(world: World) -> None:
    before = await world.dump()
    payload = await publish(world, BROKEN)
    assert payload["version"] is None
    assert codes(payload) == ["PROGRAMME_HAS_MISTAKES"]
    assert payload["userErrors"][0]["field"] == ["input", "text"]
    [mistake] = payload["mistakes"]
    assert mistake["line"] == 1 + PROGRAMME[: PROGRAMME.index("{id: visit")].count("\n")
    assert "pints" in mistake["message"]
    check = await world.staff(
        "query($text: String!) { checkProgramme(text: $text) { mistakes { line column path message } } }", text=BROKEN
    )
    assert check["checkProgramme"]["mistakes"] == payload["mistakes"]
    assert await world.dump() == before


@pytest.mark.parametrize("text", ["", "a: [", "\t", "- 1", "x" * 10_000, "\u0000", "programme: é"])
async def test_any_text_at_all_can_be_checked(world: World, text: str) -> None:
    check = await world.staff(
        "query($text: String!) { checkProgramme(text: $text) { mistakes { message } } }", text=text
    )
    assert check["checkProgramme"]["mistakes"]


async def test_the_stocks_of_a_new_wheel_are_there_when_it_is_in_force(world: World) -> None:
    assert await world.database.wheel_stocks.find_one({"_id": "golden:rare"}) is None
    await publish(world, NEW_WHEEL)
    assert await world.database.wheel_stocks.find_one({"_id": "golden:rare"}) == {"_id": "golden:rare", "taken": 0}


async def test_a_version_without_an_asset_that_members_may_hold_is_refused(world: World) -> None:
    before = await world.dump()
    payload = await publish(world, DROPPED)
    assert codes(payload) == ["ASSETS_DROPPED"]
    assert "miles" in payload["userErrors"][0]["message"]
    assert (payload["version"], payload["mistakes"]) == (None, [])
    assert await world.dump() == before


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (PROGRAMME.replace("currency: EUR", "currency: USD"), "CURRENCY_CHANGED", "EUR"),
        (PROGRAMME.replace("programme: test", "programme: other"), "OTHER_PROGRAMME", "other"),
    ],
)
async def test_a_version_for_other_members_or_other_money_is_refused(
    world: World, text: str, code: str, said: str
) -> None:
    before = await world.dump()
    payload = await publish(world, text)
    [error] = payload["userErrors"]
    assert (error["code"], error["field"]) == (code, ["input", "text"])
    assert said in error["message"]
    assert (payload["version"], payload["mistakes"]) == (None, [])
    assert await world.dump() == before


async def test_going_back_is_refused_as_publishing_the_old_text_would_be(world: World) -> None:
    await publish(
        world, PROGRAMME.replace("  spins: {name: Spins}\n", "  spins: {name: Spins}\n  gems: {name: Gems}\n")
    )
    before = await world.dump()
    assert codes(await roll_back(world, 1)) == ["ASSETS_DROPPED"]
    assert await world.dump() == before
    await world.database.programme_versions.update_one({"_id": 1}, {"$set": {"text": BROKEN}})
    before = await world.dump()
    payload = await roll_back(world, 1)
    assert (codes(payload), len(payload["mistakes"]), payload["version"]) == (["PROGRAMME_HAS_MISTAKES"], 1, None)
    assert await world.dump() == before


async def test_other_variants_of_an_experiment_are_refused(world: World) -> None:
    compared = """
goals: {back: {name: Back, on: purchase}}
experiments:
  one: {name: One, from: 2027-03-01, variants: [{id: a, weight: 1}, {id: b, weight: 1}], goal: back}
"""
    assert codes(await publish(world, PROGRAMME + compared)) == []
    before = await world.dump()
    payload = await publish(world, PROGRAMME + compared.replace("b, weight: 1", "b, weight: 9"))
    assert codes(payload) == ["EXPERIMENT_CHANGED"]
    assert "give the one with other variants or weights another name" in payload["userErrors"][0]["message"]
    assert await world.dump() == before


async def test_going_back_puts_the_old_text_in_force_under_a_new_number(world: World) -> None:
    await world.joined()
    await publish(world, DOUBLE)
    payload = await roll_back(world, 1)
    assert payload == {"version": {"number": 3, "text": PROGRAMME}, "mistakes": [], "userErrors": []}
    assert await points_for_a_visit(world) == 5


async def test_there_is_no_going_back_to_a_version_that_never_was(world: World) -> None:
    for number in (0, -1, 2, 2**31 - 1):
        payload = await roll_back(world, number)
        assert payload["userErrors"] == [{"code": "UNKNOWN_PROGRAMME_VERSION", "field": ["input", "number"]}]
    assert await world.database.programme_versions.count_documents({}) == 1


async def test_a_repeated_request_gets_the_first_answer_whatever_was_published_since(world: World) -> None:
    same = key()
    first = await publish(world, DOUBLE, same)
    await publish(world, NEW_WHEEL)
    assert await publish(world, DOUBLE, same) == first
    assert codes(await publish(world, PROGRAMME, same)) == ["IDEMPOTENCY_KEY_REUSED"]
    assert codes(await roll_back(world, 1, same)) == ["IDEMPOTENCY_KEY_REUSED"]
    assert await world.database.programme_versions.count_documents({}) == 3


async def test_fifty_parallel_sends_publish_once_and_get_equal_payloads(world: World) -> None:
    same = key()
    payloads = await asyncio.gather(*(publish(world, DOUBLE, same) for _ in range(50)))
    assert all(payload == payloads[0] for payload in payloads)
    assert payloads[0]["version"]["number"] == 2
    assert await world.database.programme_versions.count_documents({}) == 2


async def test_versions_are_listed_the_latest_first_and_found_by_number_and_id(world: World) -> None:
    published = (await publish(world, DOUBLE))["version"]
    await publish(world, NEW_WHEEL)
    query = """query($after: String) { programmeVersions(first: 2, after: $after) {
      nodes { number } pageInfo { hasNextPage endCursor } } }"""
    page = (await world.staff(query))["programmeVersions"]
    assert [node["number"] for node in page["nodes"]] == [3, 2]
    rest = (await world.staff(query, after=page["pageInfo"]["endCursor"]))["programmeVersions"]
    assert [node["number"] for node in rest["nodes"]] == [1]
    assert rest["pageInfo"]["hasNextPage"] is False
    fields = "id number text publishedAt publishedBy"
    assert await world.staff(f"{{ programmeVersion(number: 2) {{ {fields} }} }}") == {"programmeVersion": published}
    assert await world.staff("{ programmeVersion(number: 9) { number } }") == {"programmeVersion": None}
    node = f"query($id: ID!) {{ node(id: $id) {{ ... on ProgrammeVersion {{ {fields} }} }} }}"
    assert await world.staff(node, id=published["id"]) == {"node": published}
