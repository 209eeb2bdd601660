"""Vouchers over the partner API: what a till sees, does, and is refused."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, World, codes, euros, key, serving

from app.engine.activities import Activity, Erasure, OfferClaim, VoucherCancellation, VoucherIssue
from app.engine.record import record
from app.offers.codes import code_of, shown_code
from app.offers.store import vouchers_of
from app.storage.client import Database

OFFERS = """
offers:
  tenth-off: {name: A tenth off, benefit: {percent: 10, most: 5.00}, smallest_purchase: 20.00, lasts: 10d}
  free-tea: {name: Free tea, benefit: {free: 1, of: [tea]}}
  bag:
    name: Bag
    surprise:
      - {id: tea, label: Tea, weight: 1, benefit: {free: 1, of: [tea]}}
      - {id: more-tea, label: Tea, weight: 1, benefit: {free: 1, of: [tea]}}
  coupon: {name: Coupon, how: after, after: {on: purchase, least: 50.00}, benefit: {percent: 20}}
"""
VOUCHER = """code memberId memberCode offer name status expiresAt redeemedAt redeemedIn
    benefit { kind words } smallestPurchase { amount }"""
ERRORS = """userErrors { __typename code field message retryable
    ... on AlreadyRedeemedError { redeemedAt place reference } ... on VoucherReservedError { until }
    ... on VoucherExpiredError { expiredAt } ... on PurchaseTooSmallError { least } }"""
RESULT = f"""activity {{ kind reference source }} voucher {{ {VOUCHER} }}
    outcomes {{ __typename message ... on VoucherRedeemed {{ tookOff {{ amount }} offer }} }} {ERRORS}"""
LOOK = f"query($code: String!) {{ voucher(code: $code) {{ {VOUCHER} }} }}"
PREVIEW = f"""query($code: String!, $amount: MoneyInput, $items: [ItemInput!], $reference: String) {{
    previewVoucher(code: $code, amount: $amount, items: $items, reference: $reference) {{
        voucher {{ {VOUCHER} }} takesOff {{ amount currencyCode }} {ERRORS} }} }}"""
BUY = """mutation($input: RecordPurchaseInput!) { recordPurchase(input: $input) {
    outcomes { __typename ... on VoucherIssued { voucherId } } userErrors { code } } }"""


def mutation(name: str) -> str:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation($input: {kind}!) {{ done: {name}(input: $input) {{ {RESULT} }} }}"


RESERVE, RELEASE = mutation("reserveVoucher"), mutation("releaseVoucher")
REDEEM, CANCEL = mutation("redeemVoucher"), mutation("cancelRedemption")


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, PROGRAMME + OFFERS) as world:
        yield world


async def claimed(world: World, offer: str = "tenth-off") -> str:
    """The code of a new voucher of Anna's."""
    return await given(world, OfferClaim(offer=offer))


async def given(world: World, activity: Activity) -> str:
    member = await _anna(world)
    await record(world.backend, member, activity, key(), "app")
    [latest] = await vouchers_of(world.database, member, 1)
    return latest.code


async def _anna(world: World) -> str:
    known = await world.database.aliases.find_one({"_id": "external:anna"})
    return str(known["member"]) if known else await world.joined()


async def does(world: World, query: str, partner: str = "till", **asked: Any) -> dict[str, Any]:
    done: dict[str, Any] = (await world.partner(query, partner, input={"idempotencyKey": key(), **asked}))["done"]
    return done


async def refused(world: World, query: str, partner: str = "till", **asked: Any) -> dict[str, Any]:
    """The one error of a mutation that changed nothing."""
    before = await world.dump()
    done = await does(world, query, partner, **asked)
    assert await world.dump() == before
    assert (done["activity"], done["outcomes"]) == (None, [])
    [error] = done["userErrors"]
    return dict(error)


async def test_a_till_sees_what_a_voucher_is_and_nothing_about_the_person(world: World) -> None:
    code = await claimed(world)
    shown = (await world.partner(LOOK, code=shown_code(code).lower()))["voucher"]
    assert shown["code"] == shown_code(code)
    assert shown["memberCode"] == await world.code_of(await _anna(world))
    assert shown["status"] == "ISSUED"
    assert shown["benefit"] == {"kind": "PERCENT", "words": "10 % off, up to €5.00"}
    assert "anna" not in str(shown).lower()


async def test_a_code_that_nobody_has_is_no_voucher(world: World) -> None:
    code = await claimed(world)
    for wrong in ("", "nothing", code[:-1], code_of(bytes(32), 1)):
        assert (await world.partner(LOOK, code=wrong))["voucher"] is None
        error = await refused(world, REDEEM, code=wrong, reference="r1")
        assert (error["code"], error["field"]) == ("UNKNOWN_VOUCHER", ["input", "code"])


async def test_a_preview_tells_what_to_take_off_and_writes_nothing(world: World) -> None:
    code = await claimed(world)
    before = await world.dump()
    shown = (await world.partner(PREVIEW, code=code, amount=euros("29.99")))["previewVoucher"]
    assert shown["takesOff"] == {"amount": "2.99", "currencyCode": "EUR"}
    small = (await world.partner(PREVIEW, code=code, amount=euros("19.99")))["previewVoucher"]
    assert (codes(small), small["userErrors"][0]["least"]) == (["PURCHASE_TOO_SMALL"], 2000)
    assert small["takesOff"] is None
    assert small["voucher"]["status"] == "ISSUED"
    wrong = (await world.partner(PREVIEW, code=code, amount=euros("30.00", "USD")))["previewVoucher"]
    assert codes(wrong) == ["WRONG_CURRENCY"]
    unknown = (await world.partner(PREVIEW, code="x", amount=euros("30.00")))["previewVoucher"]
    assert (codes(unknown), unknown["voucher"]) == (["UNKNOWN_VOUCHER"], None)
    assert await world.dump() == before


async def test_a_preview_of_certain_goods_needs_the_items(world: World) -> None:
    code = await claimed(world, "free-tea")
    tea = {"category": "tea", "price": euros("3.20"), "quantity": 2}
    cake = {"category": "cake", "price": euros("4.20")}
    shown = (await world.partner(PREVIEW, code=code, items=[tea, cake]))["previewVoucher"]
    assert shown["takesOff"]["amount"] == "3.20"
    assert (await world.partner(PREVIEW, code=code, amount=euros("9.00")))["previewVoucher"]["takesOff"] is None
    assert codes((await world.partner(PREVIEW, code=code, items=[cake]))["previewVoucher"]) == ["VOUCHER_DOES_NOT_FIT"]
    error = await refused(world, REDEEM, code=code, reference="r1", items=[cake])
    assert (error["code"], error["field"]) == ("VOUCHER_DOES_NOT_FIT", ["input", "items"])


async def test_a_till_may_know_what_a_closed_surprise_is(world: World) -> None:
    code = await claimed(world, "bag")
    assert (await world.partner(LOOK, code=code))["voucher"]["benefit"]["words"] == "1 tea for free"
    done = await does(world, REDEEM, code=code, reference="r1")
    assert done["userErrors"] == []
    assert done["outcomes"][0]["tookOff"] is None


async def test_a_voucher_is_redeemed_once_and_the_second_till_is_told_when_and_where(world: World) -> None:
    code = await claimed(world)
    done = await does(world, REDEEM, code=code, reference="r1", amount=euros("60.00"), store="Dam")
    assert done["activity"] == {"kind": "redemption", "reference": "r1", "source": "partner:till"}
    assert done["outcomes"] == [
        {
            "__typename": "VoucherRedeemed",
            "message": "A tenth off: redeemed, 5.00 EUR off",
            "tookOff": {"amount": "5.00"},
            "offer": "tenth-off",
        }
    ]
    assert done["voucher"]["status"] == "REDEEMED"
    world.later(hours=1)
    error = await refused(world, REDEEM, "webshop", code=code, reference="w1", amount=euros("60.00"))
    assert (error["code"], error["place"], error["reference"]) == ("ALREADY_REDEEMED", "Dam", "r1")
    assert error["redeemedAt"] == "2026-03-02T12:00:00.000Z"
    late = await refused(world, RESERVE, "webshop", code=code, reference="w1", seconds=60)
    assert (late["code"], late["redeemedAt"]) == ("ALREADY_REDEEMED", "2026-03-02T12:00:00.000Z")


async def test_two_tills_at_once_redeem_a_voucher_once(world: World) -> None:
    code = await claimed(world)
    asked = [
        does(world, REDEEM, f"till-{number}", code=code, reference=f"r{number}", amount=euros("60.00"))
        for number in range(6)
    ]
    answers = await asyncio.gather(*asked)
    won = [answer for answer in answers if not answer["userErrors"]]
    lost = [answer["userErrors"][0] for answer in answers if answer["userErrors"]]
    assert len(won) == 1
    assert {error["code"] for error in lost} == {"ALREADY_REDEEMED"}
    assert {error["reference"] for error in lost} == {won[0]["activity"]["reference"]}


async def test_the_same_key_is_answered_alike_and_stands_for_one_request(world: World) -> None:
    code = await claimed(world)
    asked = {"idempotencyKey": key(), "code": code, "reference": "r1", "amount": euros("60.00")}
    answers = await asyncio.gather(*(world.partner(REDEEM, input=asked) for _ in range(50)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["done"]["userErrors"] == []
    other = (await world.partner(REDEEM, input={**asked, "reference": "r2"}))["done"]
    assert codes(other) == ["IDEMPOTENCY_KEY_REUSED"]
    stranger = (await world.partner(REDEEM, "webshop", input=asked))["done"]
    assert codes(stranger) == ["IDEMPOTENCY_KEY_REUSED"]


async def test_a_reserved_voucher_waits_for_its_receipt(world: World) -> None:
    code = await claimed(world)
    held = await does(world, RESERVE, code=code, reference="r1", seconds=60)
    assert held["voucher"]["status"] == "RESERVED"
    error = await refused(world, REDEEM, "webshop", code=code, reference="w1", amount=euros("60.00"))
    assert (error["code"], error["retryable"], error["until"]) == ("VOUCHER_RESERVED", True, "2026-03-02T12:01:00.000Z")
    other = await refused(world, RESERVE, "webshop", code=code, reference="w1", seconds=60)
    assert (other["code"], other["retryable"], other["until"]) == ("VOUCHER_RESERVED", True, error["until"])
    preview = await world.partner(PREVIEW, code=code, amount=euros("60.00"))
    assert codes(preview["previewVoucher"]) == ["VOUCHER_RESERVED"]
    own = await world.partner(PREVIEW, code=code, amount=euros("60.00"), reference="r1")
    assert codes(own["previewVoucher"]) == []
    assert (await refused(world, RELEASE, code=code, reference="r2"))["code"] == "VOUCHER_NOT_RESERVED"
    freed = await does(world, RELEASE, code=code, reference="r1")
    assert freed["voucher"]["status"] == "ISSUED"
    assert (await refused(world, RESERVE, code=code, reference="r1", seconds=5))["code"] == "INVALID_RESERVATION"
    await does(world, RESERVE, code=code, reference="r1", seconds=60)
    world.later(seconds=60)
    used = await does(world, REDEEM, "webshop", code=code, reference="w1", amount=euros("60.00"))
    assert used["userErrors"] == []


async def test_a_redemption_is_undone_by_the_till_that_made_it(world: World) -> None:
    code = await claimed(world)
    await does(world, REDEEM, code=code, reference="r1", amount=euros("60.00"))
    stranger = await refused(world, CANCEL, "webshop", code=code, reference="r1")
    assert (stranger["code"], stranger["field"]) == ("VOUCHER_NOT_REDEEMED", ["input", "reference"])
    undone = await does(world, CANCEL, code=code, reference="r1")
    assert undone["outcomes"][0]["__typename"] == "VoucherRestored"
    assert undone["voucher"]["status"] == "ISSUED"
    assert (await refused(world, CANCEL, code=code, reference="r1"))["code"] == "VOUCHER_NOT_REDEEMED"


async def test_what_time_or_staff_ended_is_refused(world: World) -> None:
    cancelled = await claimed(world)
    stop = VoucherCancellation(voucher=1, reason="Misprint", author="sam")
    await record(world.backend, await _anna(world), stop, key(), "staff:sam")
    assert (await refused(world, REDEEM, code=cancelled, reference="r1"))["code"] == "VOUCHER_CANCELLED"
    assert (await refused(world, RESERVE, code=cancelled, reference="r1"))["code"] == "VOUCHER_CANCELLED"
    expired = await claimed(world)
    world.later(days=11)
    error = await refused(world, RESERVE, code=expired, reference="r1")
    assert (error["code"], error["expiredAt"]) == ("VOUCHER_EXPIRED", "2026-03-12T23:00:00.000Z")
    assert (await world.partner(LOOK, code=expired))["voucher"]["status"] == "EXPIRED"


async def test_a_coupon_of_a_purchase_is_for_the_next_one(world: World) -> None:
    await world.joined()
    bought = {"idempotencyKey": key(), "member": {"externalId": "anna"}, "reference": "r1", "amount": euros("50.00")}
    done = (await world.partner(BUY, input=bought))["recordPurchase"]
    assert "VoucherIssued" in [one["__typename"] for one in done["outcomes"]]
    [coupon] = await vouchers_of(world.database, await _anna(world), 1)
    for query, said in ((REDEEM, {"amount": euros("50.00")}), (RESERVE, {"seconds": 60})):
        error = await refused(world, query, code=coupon.code, reference="r1", **said)
        assert (error["code"], error["field"]) == ("VOUCHER_FOR_NEXT_PURCHASE", ["input", "reference"])


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"amount": euros("-1.00")}, "INVALID_AMOUNT", "amount"),
        ({"amount": euros("5000.01")}, "AMOUNT_TOO_LARGE", "amount"),
        ({"amount": euros("20.001")}, "AMOUNT_TOO_PRECISE", "amount"),
        ({"amount": euros("20.00", "USD")}, "WRONG_CURRENCY", "amount"),
        ({"amount": euros("19.99")}, "PURCHASE_TOO_SMALL", "amount"),
        ({}, "PURCHASE_TOO_SMALL", "amount"),
        ({"reference": ""}, "INVALID_REFERENCE", "reference"),
        ({"amount": euros("30.00"), "store": " "}, "INVALID_REFERENCE", "store"),
        ({"items": [{"category": "tea", "price": euros("1.00"), "quantity": 0}]}, "INVALID_ITEM", "items"),
        ({"items": [{"category": "tea", "price": euros("1.00")}] * 201}, "TOO_MANY_ITEMS", "items"),
    ],
)
async def test_what_can_not_be_kept_is_refused(world: World, said: dict[str, Any], code: str, field: str) -> None:
    voucher = await claimed(world)
    error = await refused(world, REDEEM, **{"code": voucher, "reference": "r1", **said})
    assert (error["code"], error["field"][1]) == (code, field)


async def test_a_voucher_of_an_offer_that_is_no_more_is_still_a_voucher(world: World) -> None:
    code = await given(world, VoucherIssue(offer="free-tea", charge=False, reason="A gift", author="sam"))
    await world.database.vouchers.update_one({"_id": code}, {"$set": {"offer": "gone"}})
    done = await does(world, REDEEM, code=code, reference="r1")
    assert done["voucher"]["name"] == "gone"
    undone = await does(world, CANCEL, code=code, reference="r1")
    assert undone["voucher"]["status"] == "ISSUED"


async def erased(world: World) -> None:
    await record(world.backend, await _anna(world), Erasure(reason="letter 12", author="sam"), key(), "staff:sam")


async def test_a_voucher_of_whoever_was_erased_is_shown_as_cancelled_and_leads_to_nobody(world: World) -> None:
    code = await claimed(world)
    await erased(world)
    shown = (await world.partner(LOOK, code=code))["voucher"]
    assert (shown["status"], shown["memberId"], shown["memberCode"]) == ("CANCELLED", None, None)
    preview = (await world.partner(PREVIEW, code=code, amount=euros("29.99")))["previewVoucher"]
    assert (preview["takesOff"], [error["code"] for error in preview["userErrors"]]) == (None, ["VOUCHER_CANCELLED"])


@pytest.mark.parametrize("query", [RESERVE, RELEASE, REDEEM])
async def test_a_till_that_has_the_code_of_whoever_was_erased_is_told_that_it_is_no_longer_valid(
    world: World, query: str
) -> None:
    code = await claimed(world)
    await erased(world)
    seconds = {"seconds": 60} if query == RESERVE else {}
    error = await refused(world, query, code=code, reference="r1", **seconds)
    assert (error["code"], error["field"]) == ("VOUCHER_CANCELLED", ["input", "code"])


async def test_nothing_is_released_that_was_used_or_had_expired_before_the_erasure(world: World) -> None:
    used, expired = await claimed(world), await claimed(world)
    await does(world, REDEEM, code=used, reference="r1", amount=euros("60.00"))
    world.later(days=11)
    await erased(world)
    assert (await refused(world, RELEASE, code=used, reference="r1"))["code"] == "ALREADY_REDEEMED"
    assert (await refused(world, RELEASE, code=expired, reference="r1"))["code"] == "VOUCHER_EXPIRED"


async def test_a_redemption_has_its_first_answer_after_the_erasure_too_and_can_not_be_undone(world: World) -> None:
    code = await claimed(world)
    asked = {"idempotencyKey": key(), "code": code, "reference": "r1", "amount": euros("29.99")}
    first = (await world.partner(REDEEM, input=asked))["done"]
    assert first["userErrors"] == []
    await erased(world)
    again = (await world.partner(REDEEM, input=asked))["done"]
    assert (again["activity"], again["outcomes"]) == (first["activity"], first["outcomes"])
    assert (await refused(world, CANCEL, code=code, reference="r1"))["code"] == "UNKNOWN_MEMBER"
    assert (await refused(world, REDEEM, code=code, reference="r2"))["code"] == "ALREADY_REDEEMED"
