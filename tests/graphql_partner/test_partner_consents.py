"""Consents given at the till, and members who are no more."""

from datetime import timedelta
from typing import Any

import pytest
from api_world import START, World, codes, key
from till import ANNA, RESULT

from app.engine.activities import ConsentChange, Erasure
from app.engine.record import record
from app.engine.state import MemberState, state_from
from app.members.consents import Purpose
from app.members.store import read_member

RECORD = f"mutation($input: RecordConsentInput!) {{ recordConsent(input: $input) {{ {RESULT} }} }}"
VISIT = f"mutation($input: RecordVisitInput!) {{ recordVisit(input: $input) {{ {RESULT} }} }}"


async def consent(world: World, granted: bool = True, **said: Any) -> dict[str, Any]:
    asked = {
        "idempotencyKey": key(),
        "member": ANNA,
        "purpose": "MARKETING_SMS",
        "granted": granted,
        "textVersion": "till-3",
    }
    payload: dict[str, Any] = (await world.partner(RECORD, input={**asked, **said}))["recordConsent"]
    return payload


async def state(world: World, member: str) -> MemberState:
    document = await read_member(world.database, member)
    assert document is not None
    return state_from(document)


async def test_a_consent_given_at_the_till_stands(world: World) -> None:
    member = await world.joined()
    payload = await consent(world)
    assert codes(payload) == []
    assert [outcome["message"] for outcome in payload["outcomes"]] == ["Said yes to advertisements by SMS, text till-3"]
    assert (await state(world, member)).consents.allows(Purpose.MARKETING_SMS)


async def test_what_a_till_reports_late_never_overrides_a_later_no(world: World) -> None:
    member = await world.joined()
    world.later(hours=2)
    no = ConsentChange(purpose=Purpose.MARKETING_SMS, granted=False, text_version="app-1")
    await record(world.backend, member, no, key(), "app")
    assert codes(await consent(world, occurredAt=(START + timedelta(hours=1)).isoformat())) == []
    assert (await state(world, member)).consents.refuses(Purpose.MARKETING_SMS)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"textVersion": ""}, "INVALID_REFERENCE", ["input", "textVersion"]),
        ({"occurredAt": "2030-01-01T00:00:00Z"}, "TIME_IN_FUTURE", ["input", "occurredAt"]),
        ({"member": {"code": "nobody"}}, "UNKNOWN_MEMBER", ["input", "member"]),
    ],
)
async def test_a_bad_consent_is_refused(world: World, said: dict[str, Any], code: str, field: list[str]) -> None:
    await world.joined()
    before = await world.dump()
    payload = await consent(world, **said)
    assert (codes(payload), payload["userErrors"][0]["field"]) == ([code], field)
    assert await world.dump() == before


async def test_an_erased_member_is_unknown_by_code_by_external_id_and_by_id(world: World) -> None:
    member = await world.joined()
    code = await world.code_of(member)
    references = [{"code": code}, ANNA, {"id": (await consent(world))["member"]["id"]}]
    for reference in references:
        asked = {"idempotencyKey": key(), "member": reference}
        assert codes((await world.partner(VISIT, input=asked))["recordVisit"]) == []
    await record(world.backend, member, Erasure(), key(), "app")
    before = await world.dump()
    for reference in references:
        asked = {"idempotencyKey": key(), "member": reference}
        assert codes((await world.partner(VISIT, input=asked))["recordVisit"]) == ["UNKNOWN_MEMBER"]
        query = "query($of: MemberReferenceInput!) { member(reference: $of) { id } }"
        assert (await world.partner(query, of=reference))["member"] is None
    assert await world.dump() == before
