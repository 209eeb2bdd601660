"""What any mutation of a partner is refused for, whatever it does."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, World, key, serving
from sample_inputs import has_field, input_type, mutations, sample_input
from till import ANNA, visit

from app.engine.activities import OfferClaim
from app.engine.record import record
from app.offers.store import vouchers_of
from app.storage.client import Database

MUTATIONS = mutations("partner")
OF_A_MEMBER = [one for one in MUTATIONS if has_field("partner", one, "member")]
OF_A_VOUCHER = [one for one in MUTATIONS if has_field("partner", one, "code")]
TEA = "offers:\n  tea: {name: Tea, benefit: {amount: 1.00}}\n"


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, PROGRAMME + TEA) as world:
        yield world


async def refused(world: World, mutation: str, **said: Any) -> tuple[str, list[str]]:
    """The code and the field of the one error of a mutation that changed nothing."""
    asked = sample_input("partner", mutation, **{"idempotencyKey": key(), "seconds": 60, **said})
    query = f"""mutation($input: {input_type("partner", mutation)}!) {{ done: {mutation}(input: $input) {{
        activity {{ id }} outcomes {{ message }} userErrors {{ code field message retryable }} }} }}"""
    before = await world.dump()
    done = (await world.partner(query, input=asked))["done"]
    assert await world.dump() == before
    assert (done["activity"], done["outcomes"]) == (None, [])
    [error] = done["userErrors"]
    assert error["message"]
    assert error["retryable"] is False
    return error["code"], error["field"]


async def voucher_of(world: World, member: str) -> str:
    await record(world.backend, member, OfferClaim(offer="tea"), key(), "app")
    [voucher] = await vouchers_of(world.database, member, 1)
    return voucher.code


def test_every_mutation_is_about_a_member_or_a_voucher() -> None:
    assert sorted(OF_A_MEMBER + OF_A_VOUCHER) == sorted(MUTATIONS)


@pytest.mark.parametrize("mutation", OF_A_MEMBER)
async def test_an_unknown_member_is_told(world: World, mutation: str) -> None:
    nobody = {"externalId": "nobody"}
    assert await refused(world, mutation, member=nobody, **_money(mutation)) == ("UNKNOWN_MEMBER", ["input", "member"])


@pytest.mark.parametrize("mutation", OF_A_VOUCHER)
async def test_an_unknown_voucher_is_told(world: World, mutation: str) -> None:
    await world.joined()
    assert await refused(world, mutation, code="nothing") == ("UNKNOWN_VOUCHER", ["input", "code"])


@pytest.mark.parametrize("mutation", OF_A_VOUCHER)
@pytest.mark.parametrize("reference", ["", " ", "x" * 101])
async def test_a_receipt_without_a_usable_number_is_refused(world: World, mutation: str, reference: str) -> None:
    code = await voucher_of(world, await world.joined())
    assert await refused(world, mutation, code=code, reference=reference) == (
        "INVALID_REFERENCE",
        ["input", "reference"],
    )


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_a_key_that_stands_for_another_request_is_refused(world: World, mutation: str) -> None:
    code, used = await voucher_of(world, await world.joined()), key()
    assert (await visit(world, idempotencyKey=used, store="Dam"))["userErrors"] == []
    said = {"idempotencyKey": used, "member": ANNA, "code": code, **_money(mutation)}
    assert await refused(world, mutation, **said) == ("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])


def _money(mutation: str) -> dict[str, Any]:
    """An amount in the programme's currency, for what is bought."""
    return {"amount": {"amount": "1.00", "currencyCode": "EUR"}} if mutation == "recordPurchase" else {}
