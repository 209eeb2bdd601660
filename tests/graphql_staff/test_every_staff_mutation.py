"""What any mutation of the staff is refused for, whatever it does."""

from typing import Any

import pytest
from api_world import World, key, member_id
from sample_inputs import has_field, input_type, mutations, sample_input

from app.engine.activities import Adjustment
from app.engine.record import record
from app.mascot.round import round_id
from app.offers.voucher import voucher_id
from graphql_schema.ids import global_id

MUTATIONS = mutations("staff")
ABOUT = ("memberId", "transactionId", "roundId", "voucherId")
"""The fields by which a mutation says whose business it is."""
TO_A_MEMBER = ("sendTestMessage",)
"""Nothing of the member's changes by these."""
OF_A_MEMBER = [
    one for one in MUTATIONS if any(has_field("staff", one, field) for field in ABOUT) and one not in TO_A_MEMBER
]
OTHERS = [one for one in MUTATIONS if one not in OF_A_MEMBER]
WITH_A_REASON = [one for one in MUTATIONS if has_field("staff", one, "reason")]
ADVANCE = "mutation($input: AdvanceClockInput!) { advanceClock(input: $input) { userErrors { code } } }"


async def errors(world: World, mutation: str, **said: Any) -> list[tuple[str, list[str], bool]]:
    """The errors of a mutation that changed nothing."""
    asked = sample_input("staff", mutation, **{"idempotencyKey": key(), **said})
    query = f"""mutation($input: {input_type("staff", mutation)}!) {{
        done: {mutation}(input: $input) {{ userErrors {{ code field message retryable }} }} }}"""
    before = await world.dump()
    done = (await world.staff(query, input=asked))["done"]
    assert await world.dump() == before
    assert all(error["message"] for error in done["userErrors"])
    return [(error["code"], error["field"], error["retryable"]) for error in done["userErrors"]]


def about(member: str) -> dict[str, Any]:
    """Something of a member's, in each of the fields by which mutations may ask for it."""
    return {
        "memberId": member_id(member),
        "transactionId": global_id("Transaction", f"{member}:1"),
        "roundId": global_id("MascotRound", round_id(member, "magpies", 0)),
        "voucherId": global_id("Voucher", voucher_id(member, 1)),
    }


@pytest.mark.parametrize("mutation", OF_A_MEMBER)
async def test_a_members_key_that_stands_for_another_request_is_refused(world: World, mutation: str) -> None:
    member, used = await world.joined(), key()
    gift = Adjustment(asset="points", amount=7, reason="a gift", author="sam")
    await record(world.backend, member, gift, used, "staff:sam")
    reused = [("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"], False)]
    assert await errors(world, mutation, idempotencyKey=used, **about(member)) == reused


@pytest.mark.parametrize("mutation", OTHERS)
async def test_a_callers_key_that_stands_for_another_request_is_refused(world: World, mutation: str) -> None:
    used = key()
    asked = {"idempotencyKey": used, "by": "1h"}
    assert (await world.staff(ADVANCE, input=asked))["advanceClock"]["userErrors"] == []
    said = {"by": "2h", "partnerId": "till", "number": 1}
    reused = [("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"], False)]
    assert await errors(world, mutation, idempotencyKey=used, **said) == reused


@pytest.mark.parametrize("mutation", WITH_A_REASON)
@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
async def test_whoever_corrects_something_says_why(world: World, mutation: str, reason: str) -> None:
    member = await world.joined()
    missing = [("MISSING_REASON", ["input", "reason"], False)]
    assert await errors(world, mutation, **{**about(member), "reason": reason}) == missing


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("memberId", "UNKNOWN_MEMBER"),
        ("transactionId", "UNKNOWN_TRANSACTION"),
        ("roundId", "UNKNOWN_ROUND"),
        ("voucherId", "UNKNOWN_VOUCHER"),
    ],
)
async def test_what_nobody_has_is_unknown(world: World, field: str, code: str) -> None:
    for mutation in [one for one in OF_A_MEMBER if has_field("staff", one, field)]:
        assert await errors(world, mutation, reason="Why not") == [(code, ["input", field], False)]
