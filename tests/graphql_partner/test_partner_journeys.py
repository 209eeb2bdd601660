"""What a till does with a member's purchases, from the first to the last return."""

import asyncio
import base64

from api_world import World, codes, euros, key, member_id
from till import ANNA, balances, bring_back, purchase, visit


async def test_a_purchase_earns_by_every_rule_and_says_so(world: World) -> None:
    member = await world.joined()
    payload = await purchase(world, "29.33", store="ams-1", channel="till")
    assert payload["userErrors"] == []
    assert {key: payload["activity"][key] for key in ("kind", "source", "reference")} == {
        "kind": "purchase",
        "source": "partner:till",
        "reference": "r1",
    }
    assert [(one["rule"], one["asset"], one["amount"]) for one in payload["outcomes"]] == [
        ("point-per-euro", "points", 29),
        ("mile-per-ten", "miles", 2),
        ("spin-for-20", "spins", 1),
    ]
    assert payload["member"]["id"] == member_id(member)
    assert balances(payload) == {"points": (29, 0), "miles": (0, 2), "spins": (1, 0)}


async def test_a_rule_that_did_not_apply_is_named_with_its_reason(world: World) -> None:
    await world.joined()
    payload = await purchase(world, "19.99")
    assert [reason["rule"] for reason in payload["reasons"]] == ["spin-for-20"]
    assert payload["reasons"][0]["message"]


async def test_a_purchase_comes_back_in_parts_and_then_the_rest(world: World) -> None:
    await world.joined()
    bought = await purchase(world, "25.00")
    part = await bring_back(world, amount=euros("10.00"))
    assert part["outcomes"][0] == {
        "__typename": "Returned",
        "message": "The return was recorded",
        "purchaseId": bought["activity"]["id"],
        "minorUnits": 1000,
    }
    taken = {one["asset"]: (one["amount"], one["due"]) for one in part["outcomes"] if one["__typename"] == "TakenBack"}
    assert taken == {"points": (-10, 10)}
    assert balances(part) == {"points": (15, 0), "miles": (0, 2), "spins": (1, 0)}
    too_much = await bring_back(world, amount=euros("15.01"))
    assert codes(too_much) == ["RETURN_TOO_LARGE"]
    assert too_much["userErrors"][0]["left"] == 1500
    rest = await bring_back(world)
    assert balances(rest) == {"points": (0, 0), "miles": (0, 0), "spins": (0, 0)}
    assert codes(await bring_back(world)) == ["ALREADY_RETURNED"]


async def test_two_partners_neither_see_nor_return_each_others_purchases(world: World) -> None:
    await world.joined()
    bought = await purchase(world, partner="till")
    assert codes(await bring_back(world, partner="webshop")) == ["UNKNOWN_PURCHASE"]
    node = "query($id: ID!) { node(id: $id) { id ... on Activity { kind } } }"
    own = await world.partner(node, "till", id=bought["activity"]["id"])
    assert own == {"node": {"id": bought["activity"]["id"], "kind": "purchase"}}
    assert await world.partner(node, "webshop", id=bought["activity"]["id"]) == {"node": None}
    same_reference = await purchase(world, partner="webshop")
    assert same_reference["userErrors"] == []
    assert balances(same_reference)["points"] == (50, 0)


async def test_a_key_that_another_partner_used_does_not_show_what_it_stands_for(world: World) -> None:
    await world.joined()
    same = key()
    assert codes(await visit(world, partner="till", idempotencyKey=same)) == []
    stolen = await visit(world, partner="webshop", idempotencyKey=same)
    assert codes(stolen) == ["IDEMPOTENCY_KEY_REUSED"]
    assert stolen["activity"] is None
    assert stolen["member"] is None


async def test_node_is_null_for_everything_but_own_activities(world: World) -> None:
    member = await world.joined()
    joining = base64.urlsafe_b64encode(f"Activity:{member}:join-anna".encode()).decode()
    moved = (await purchase(world))["outcomes"][0]["transactionId"]
    for other in (member_id(member), joining, moved, "", "nonsense", "Zm9v", "x" * 1000):
        assert await world.partner("query($id: ID!) { node(id: $id) { id } }", id=other) == {"node": None}


async def test_a_member_is_found_by_code_id_and_external_id_without_personal_data(world: World) -> None:
    member = await world.joined()
    code = await world.code_of(member)
    for reference in ({"code": code}, {"id": member_id(member)}, ANNA):
        query = "query($of: MemberReferenceInput!) { member(reference: $of) { id code balances { available } } }"
        found = (await world.partner(query, of=reference))["member"]
        assert found == {"id": member_id(member), "code": code, "balances": [{"available": 0}] * 3}
    by_code = "query($code: String!) { memberByCode(code: $code) { id } }"
    assert await world.partner(by_code, code=code) == {"memberByCode": {"id": member_id(member)}}
    assert await world.partner(by_code, code="NOBODY") == {"memberByCode": None}
    shown = (await world.partner('{ __type(name: "PartnerMember") { fields { name } } }'))["__type"]["fields"]
    assert {field["name"] for field in shown} == {"id", "code", "balances", "tier", "paidMemberships"}


async def test_a_visit_earns_and_the_programme_introduces_itself(world: World) -> None:
    await world.joined()
    payload = await visit(world, store="ams-1")
    assert balances(payload)["points"] == (5, 0)
    assert payload["activity"]["kind"] == "visit"
    programme = await world.partner("{ programme { name currency } }")
    assert programme == {"programme": {"name": "Magpie Club", "currency": "EUR"}}


async def test_a_till_sees_balances_as_of_now_without_a_sweep(world: World) -> None:
    await world.joined()
    await purchase(world, "100.00")
    world.later(days=15)
    assert balances(await visit(world))["miles"] == (10, 0)
    world.later(days=400)
    query = '{ member(reference: {externalId: "anna"}) { balances { asset { id } available pending } } }'
    assert balances(await world.partner(query))["points"] == (0, 0)


async def test_fifty_parallel_sends_of_one_purchase_are_one_purchase_with_fifty_equal_payloads(world: World) -> None:
    await world.joined()
    same = key()
    payloads = await asyncio.gather(*(purchase(world, idempotencyKey=same) for _ in range(50)))
    assert all(payload == payloads[0] for payload in payloads)
    assert payloads[0]["userErrors"] == []
    assert balances(payloads[0])["points"] == (25, 0)
    assert await world.database.activities.count_documents({"kind": "purchase"}) == 1


async def test_the_first_answer_is_repeated_though_the_purchase_came_back_meanwhile(world: World) -> None:
    await world.joined()
    same = key()
    first = await purchase(world, idempotencyKey=same)
    await bring_back(world)
    again = await purchase(world, idempotencyKey=same)
    assert again["outcomes"] == first["outcomes"]
    assert again["activity"] == first["activity"]
    assert balances(again)["points"] == (0, 0)
