"""Pages that never shift, and nodes that are one's own."""

import base64
from typing import Any

import pytest
from member_world import World, key

PAGE = """query($after: String, $asset: ID) { me { wallet { transactions(first: 10, after: $after, asset: $asset) {
    edges { cursor node { id asset } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
} } } }"""
NODE = "query($id: ID!) { node(id: $id) { __typename id } }"


async def pages(world: World, *, asset: str | None = None, meanwhile: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while not found or found[-1]["pageInfo"]["hasNextPage"]:
        page = (await world.ask(PAGE, after=after, asset=asset))["me"]["wallet"]["transactions"]
        found.append(page)
        after = page["pageInfo"]["endCursor"]
        if meanwhile:
            await world.gets("points", 1)
    return found


async def test_pages_have_no_gaps_or_repeats_while_new_transactions_arrive(world: World) -> None:
    await world.join()
    for _ in range(15):
        await world.buys(2_000)
    there = {row["_id"] async for row in world.backend.database.ledger.find({}, {"_id": 1})}
    assert len(there) == 45
    found = await pages(world, meanwhile=True)
    ids = [edge["node"]["id"] for page in found for edge in page["edges"]]
    assert len(ids) == len(set(ids)) == 45
    assert {base64.b64decode(one).decode().removeprefix("Transaction:") for one in ids} == there
    assert [len(page["edges"]) for page in found] == [10, 10, 10, 10, 5]
    assert [page["pageInfo"]["hasPreviousPage"] for page in found] == [False, True, True, True, True]
    assert all(page["nodes"] == [{"id": edge["node"]["id"]} for edge in page["edges"]] for page in found)
    assert all(page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"] for page in found)


async def test_a_statement_can_be_of_one_asset(world: World) -> None:
    await world.join()
    for _ in range(12):
        await world.buys(2_000)
    found = await pages(world, asset="spins")
    assert [edge["node"]["asset"] for page in found for edge in page["edges"]] == ["spins"] * 12
    assert (await pages(world, asset="gold"))[0]["edges"] == []


@pytest.mark.parametrize(
    "field",
    [
        "wallet { transactions(%s) { nodes { id } } }",
        "activities(%s) { nodes { id } }",
        'wheel(id: "shiny") { spins(%s) { nodes { id } } }',
    ],
)
@pytest.mark.parametrize(
    "arguments", ["first: 0", "first: 101", "first: -1", 'after: "nonsense"', 'after: "YXQ6"', 'after: "💎"']
)
async def test_a_page_out_of_range_is_the_documents_fault(world: World, field: str, arguments: str) -> None:
    await world.join()
    answer = await world.post(f"{{ me {{ {field % arguments} }} }}")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("field", ["activities(after: $at)", 'wheel(id: "shiny") { spins(after: $at)'])
async def test_a_made_up_place_is_the_documents_fault(world: World, field: str) -> None:
    await world.join()
    closing = "}" * field.count("{")
    cursor = base64.b64encode(b"at:somewhere else").decode()
    answer = await world.post(f"query($at: String) {{ me {{ {field} {{ nodes {{ id }} }} {closing} }} }}", at=cursor)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


async def test_spins_and_activities_are_paged_too(world: World) -> None:
    await world.join()
    await world.gets("spins", 12)
    spin = "mutation($input: SpinWheelInput!) { spinWheel(input: $input) { userErrors { code } } }"
    for _ in range(12):
        await world.ask(spin, input={"idempotencyKey": key(), "wheel": "shiny"})
    query = """query($spun: String, $done: String) { me {
        wheel(id: "shiny") { spins(first: 7, after: $spun) { nodes { nonce } pageInfo { hasNextPage endCursor } } }
        activities(first: 7, after: $done) { nodes { id kind } pageInfo { hasNextPage endCursor } }
    } }"""
    first = (await world.ask(query))["me"]
    spins, done = first["wheel"]["spins"], first["activities"]
    assert spins["pageInfo"]["hasNextPage"]
    then = (await world.ask(query, spun=spins["pageInfo"]["endCursor"], done=done["pageInfo"]["endCursor"]))["me"]
    later = then["wheel"]["spins"]
    assert [one["nonce"] for one in spins["nodes"] + later["nodes"]] == list(range(11, -1, -1))
    assert not later["pageInfo"]["hasNextPage"]
    kinds = [one["kind"] for one in done["nodes"] + then["activities"]["nodes"]]
    assert kinds == ["spin"] * 12 + ["adjustment", "join"]


async def own_ids(world: World) -> list[str]:
    """The ids of everything anna has: one of each type."""
    await world.join("anna")
    await world.buys(2_000)
    await world.ask(
        "mutation($input: SpinWheelInput!) { spinWheel(input: $input) { userErrors { code } } }",
        input={"idempotencyKey": key(), "wheel": "shiny"},
    )
    me = (
        await world.ask("""{ me { id activities { nodes { id } } wallet { transactions { nodes { id } } }
        wheel(id: "shiny") { spins { nodes { id } } } } }""")
    )["me"]
    connections = (me["activities"], me["wallet"]["transactions"], me["wheel"]["spins"])
    return [me["id"], *(connection["nodes"][0]["id"] for connection in connections)]


async def test_everything_of_ones_own_is_found_by_its_id(world: World) -> None:
    ids = await own_ids(world)
    found = [(await world.ask(NODE, id=one))["node"] for one in ids]
    kinds = ["Member", "Activity", "Transaction", "Spin"]
    assert found == [{"__typename": kind, "id": one} for kind, one in zip(kinds, ids, strict=True)]


async def test_what_is_somebody_elses_is_not_found(world: World) -> None:
    ids = await own_ids(world)
    await world.join("boris")
    assert [(await world.ask(NODE, "boris", id=one))["node"] for one in ids] == [None] * 4
    assert [(await world.ask(NODE, "not joined", id=one))["node"] for one in ids] == [None] * 4


@pytest.mark.parametrize("unknown", ["", "nonsense", "TWVtYmVyOg==", "U3BpbjpiYWQ=", "QmlyZDox", "💎"])
async def test_an_id_of_nothing_finds_nothing(world: World, unknown: str) -> None:
    await world.join()
    assert (await world.ask(NODE, id=unknown))["node"] is None
