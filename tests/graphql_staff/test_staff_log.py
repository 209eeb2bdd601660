"""The log of what the staff did."""

import asyncio
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from api_world import PROGRAMME, World, codes, key, member_id

from app.identity.callers import Role
from app.staff_log.documents import ActionOutcome
from graphql_schema.staff.logged import Logged
from graphql_schema.staff.partner_keys import RevokePartnerKeyInput
from graphql_schema.staff.schema import schema

LOG = """
query($first: Int! = 20, $after: String, $by: String) {
  auditLog(first: $first, after: $after, by: $by) {
    nodes { at by name about { field id } idempotencyKey outcome codes endedAt }
    pageInfo { hasNextPage endCursor }
  }
}
"""
ADJUST = """
mutation($input: AdjustWalletInput!) { adjustWallet(input: $input) { activity { id } userErrors { code } } }
"""
REVOKE = """mutation($input: RevokePartnerKeyInput!) {
  revokePartnerKey(input: $input) { userErrors { code } } }"""


async def log(world: World, **asked: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await world.staff(LOG, subject="ada", **asked))["auditLog"]["nodes"]
    return nodes


async def adjust(world: World, member: str, idempotency_key: str, amount: int = 5, subject: str = "sam") -> None:
    asked = {"idempotencyKey": idempotency_key, "memberId": member_id(member), "asset": "points", "amount": amount}
    await world.staff(ADJUST, Role.SUPPORT, subject=subject, input={**asked, "reason": "Broken parcel of Anna"})


async def test_what_was_done_is_logged_with_who_when_and_about_what(world: World) -> None:
    member, idempotency_key = await world.joined(), key()
    await adjust(world, member, idempotency_key)
    [action] = await log(world)
    about = {one["field"]: one["id"] for one in action.pop("about")}
    assert about.pop("activity")
    assert about == {"memberId": member_id(member), "asset": "points", "member": member_id(member)}
    assert action == {
        "at": "2026-03-02T12:00:00.000Z",
        "by": "sam",
        "name": "adjustWallet",
        "idempotencyKey": idempotency_key,
        "outcome": "DONE",
        "codes": [],
        "endedAt": "2026-03-02T12:00:00.000Z",
    }


async def test_an_action_that_is_sent_twice_is_there_twice(world: World) -> None:
    member, idempotency_key = await world.joined(), key()
    await asyncio.gather(*(adjust(world, member, idempotency_key) for _ in range(3)))
    assert [(one["idempotencyKey"], one["outcome"]) for one in await log(world)] == [(idempotency_key, "DONE")] * 3


async def test_what_was_refused_is_logged_with_its_codes(world: World) -> None:
    asked = {"idempotencyKey": key(), "id": "0" * 16}
    assert codes((await world.staff(REVOKE, input=asked))["revokePartnerKey"]) == ["UNKNOWN_PARTNER_KEY"]
    [action] = await log(world)
    assert (action["outcome"], action["codes"]) == ("REFUSED", ["UNKNOWN_PARTNER_KEY"])
    assert action["about"] == [{"field": "id", "id": "0" * 16}]


async def test_what_somebody_was_not_allowed_to_do_is_logged(world: World) -> None:
    response = await world.staff_response(REVOKE, Role.SUPPORT, input={"idempotencyKey": key(), "id": "x"})
    assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    [action] = await log(world)
    assert (action["by"], action["outcome"], action["codes"]) == ("sam", "REFUSED", ["FORBIDDEN"])


async def test_neither_reasons_nor_texts_are_logged(world: World) -> None:
    await adjust(world, await world.joined(), key())
    publish = "mutation($input: PublishProgrammeInput!) { publishProgramme(input: $input) { userErrors { code } } }"
    await world.staff(publish, input={"idempotencyKey": key(), "text": PROGRAMME + "# with a remark\n"})
    await world.staff(REVOKE, input={"idempotencyKey": key(), "id": "Anna lives in Amsterdam. " * 40})
    rows = await world.database.staff_log.find().to_list()
    assert [row["mutation"] for row in rows] == ["adjustWallet", "publishProgramme", "revokePartnerKey"]
    for row in rows:
        values = [str(value) for value in (*row.values(), *row["about"].values())]
        assert not any("parcel" in value or "remark" in value for value in values)
        assert all(len(value) <= 100 for value in row["about"].values())


async def test_pages_follow_each_other_and_can_be_of_one_person(world: World) -> None:
    member = await world.joined()
    for number, who in enumerate(["sam", "mia", "sam"], start=1):
        await adjust(world, member, key(), number, who)
        world.later(minutes=1)
    assert [one["by"] for one in await log(world)] == ["sam", "mia", "sam"]
    assert [one["by"] for one in await log(world, by="mia")] == ["mia"]
    page = (await world.staff(LOG, first=2))["auditLog"]
    assert page["pageInfo"]["hasNextPage"]
    after = page["pageInfo"]["endCursor"]
    [last] = await log(world, first=2, after=after)
    assert last["at"] == "2026-03-02T12:00:00.000Z"


async def test_an_action_can_be_fetched_again_by_an_admin_alone(world: World) -> None:
    await adjust(world, await world.joined(), key())
    query = "query($id: ID!) { node(id: $id) { ... on StaffAction { name } } }"
    [row] = (await world.staff("{ auditLog { nodes { id } } }"))["auditLog"]["nodes"]
    assert await world.staff(query, id=row["id"]) == {"node": {"name": "adjustWallet"}}
    assert await world.staff(query, Role.MARKETING, id=row["id"]) == {"node": None}


async def test_a_foreign_cursor_is_refused(world: World) -> None:
    response = await world.staff_response(LOG, Role.ADMIN, after="bm9uZQ==")
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("ends_with", "outcome"),
    [(RuntimeError, ActionOutcome.FAILED), (asyncio.CancelledError, ActionOutcome.UNDER_WAY)],
)
async def test_an_action_is_noted_before_it_runs_and_stays_when_it_breaks_off(
    world: World, ends_with: type[BaseException], outcome: ActionOutcome
) -> None:
    noted = []

    async def breaks_off(source: Any, info: Any, asked: Any) -> Any:
        noted.extend(await world.database.staff_log.find().to_list())
        raise ends_with

    caller = SimpleNamespace(subject="sam")
    info: Any = SimpleNamespace(
        context=SimpleNamespace(backend=world.backend, caller=caller), field_name="revokePartnerKey"
    )
    asked = RevokePartnerKeyInput(idempotency_key=uuid4(), id="key")  # type: ignore[call-arg,arg-type]
    with pytest.raises(ends_with):
        await Logged().resolve_async(breaks_off, None, info, asked=asked)
    [before], [after] = noted, await world.database.staff_log.find().to_list()
    assert before["outcome"] == ActionOutcome.UNDER_WAY
    assert after["outcome"] == outcome


def test_every_mutation_is_logged_once() -> None:
    kind: Any = schema.get_type_by_name("Mutation")
    assert kind.fields
    for field in kind.fields:
        assert [type(one) for one in field.extensions].count(Logged) == 1, field.name
        assert isinstance(field.extensions[-1], Logged), "the last one runs first, so also before the role is checked"
