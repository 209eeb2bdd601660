"""Vouchers over the staff API: given with a reason, cancelled with a reason, and never shown with their code."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, World, key, member_id, serving

from app.engine.activities import Adjustment, Redemption, VoucherOpening, VoucherReturn
from app.engine.record import record
from app.identity.callers import Role
from app.offers.store import vouchers_of
from app.storage.client import Database

OFFERS = """
offers:
  book: {name: A book, how: staff, price: {asset: points, amount: 30}, benefit: {amount: 10.00}, stock: 2}
  cake: {name: A cake, benefit: {free: 1, of: [cake]}}
  april: {name: April, benefit: {percent: 10}, from: 2026-04-01, until: 2026-04-30}
  regulars: {name: Regulars, benefit: {percent: 10}, eligible: member.purchases >= 1}
  once: {name: Once, benefit: {percent: 10}, cap: {times: 1, per: month}}
  sweets:
    name: Sweets
    surprise:
      - {id: cake, label: A cake, weight: 1, about: [cake], benefit: {free: 1, of: [cake]}}
      - {id: pie, label: A pie, weight: 1, about: [cake], benefit: {free: 1, of: [pie]}}
"""
RESULT = """activity { id kind } member { balances { asset { id } available } }
    outcomes { __typename message } userErrors { code field message }"""
ISSUE = f"mutation($input: IssueVoucherInput!) {{ done: issueVoucher(input: $input) {{ {RESULT} }} }}"
CANCEL = f"mutation($input: CancelVoucherInput!) {{ done: cancelVoucher(input: $input) {{ {RESULT} }} }}"
VOUCHERS = """query($member: MemberReferenceInput!) { member(reference: $member) { vouchers(first: 5) { nodes {
    id offer name status benefit { words } issuedAt expiresAt redeemedAt redeemedBy redeemedIn reference } } } }"""
ANNA = {"externalId": "anna"}


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, PROGRAMME + OFFERS) as world:
        yield world


async def does(world: World, query: str, *roles: Role, **asked: Any) -> dict[str, Any]:
    done: dict[str, Any] = (await world.staff(query, *roles, input={"idempotencyKey": key(), **asked}))["done"]
    return done


async def refused(world: World, query: str, **asked: Any) -> tuple[str, list[str]]:
    before = await world.dump()
    done = await does(world, query, **asked)
    assert await world.dump() == before
    [error] = done["userErrors"]
    return error["code"], error["field"]


async def gets(world: World, member: str, points: int) -> None:
    gift = Adjustment(asset="points", amount=points, reason="a gift", author="sam")
    await record(world.backend, member, gift, key(), "staff:sam")


async def test_the_store_turns_a_members_points_into_a_personal_coupon(world: World) -> None:
    member = await world.joined()
    asked = {"memberId": member_id(member), "offer": "book", "charge": True, "reason": "She collects atlases"}
    assert await refused(world, ISSUE, **asked) == ("INSUFFICIENT_BALANCE", ["input", "offer"])
    await gets(world, member, 40)
    done = await does(world, ISSUE, Role.MARKETING, **asked)
    assert [one["message"] for one in done["outcomes"]] == ["Points -30", "A voucher: A book"]
    assert done["member"]["balances"][0] == {"asset": {"id": "points"}, "available": 10}
    gift = await does(world, ISSUE, Role.SUPPORT, **{**asked, "charge": False})
    assert [one["__typename"] for one in gift["outcomes"]] == ["VoucherIssued"]
    assert await refused(world, ISSUE, **{**asked, "charge": False}) == ("OFFER_SOLD_OUT", ["input", "offer"])


async def test_what_staff_can_not_give_is_refused(world: World) -> None:
    member = member_id(await world.joined())
    asked = {"memberId": member, "offer": "cake", "charge": False, "reason": "A gift"}
    for changed, expected in [
        ({"memberId": "nobody"}, ("UNKNOWN_MEMBER", ["input", "memberId"])),
        ({"offer": "nothing"}, ("UNKNOWN_OFFER", ["input", "offer"])),
        ({"charge": True}, ("OFFER_HAD_OTHERWISE", ["input", "charge"])),
        ({"reason": " "}, ("MISSING_REASON", ["input", "reason"])),
    ]:
        assert await refused(world, ISSUE, **{**asked, **changed}) == expected


async def test_a_gift_keeps_the_limits_of_its_offer(world: World) -> None:
    member = await world.joined()
    asked = {"memberId": member_id(member), "charge": False, "reason": "A gift"}
    for offer, code in (("april", "OFFER_NOT_OPEN"), ("regulars", "OFFER_NOT_FOR_MEMBER")):
        assert await refused(world, ISSUE, **asked, offer=offer) == (code, ["input", "offer"])
    assert (await does(world, ISSUE, **asked, offer="once"))["userErrors"] == []
    assert await refused(world, ISSUE, **asked, offer="once") == ("OFFER_LIMIT_REACHED", ["input", "offer"])
    assert (await does(world, ISSUE, **asked, offer="sweets"))["userErrors"] == []
    await record(world.backend, member, VoucherOpening(voucher=2), key(), "app")
    await record(world.backend, member, VoucherReturn(voucher=2, unwanted=True), key(), "app")
    assert await refused(world, ISSUE, **asked, offer="sweets") == ("NOTHING_FITS", ["input", "offer"])


async def test_a_cancelled_voucher_gives_back_what_was_paid_for_it(world: World) -> None:
    member = await world.joined()
    await gets(world, member, 40)
    asked = {"memberId": member_id(member), "offer": "book", "charge": True, "reason": "A good reader"}
    await does(world, ISSUE, **asked)
    [shown] = (await world.staff(VOUCHERS, member=ANNA))["member"]["vouchers"]["nodes"]
    assert (shown["status"], shown["benefit"]["words"]) == ("ISSUED", "€10.00 off")
    again = await world.staff(f'{{ node(id: "{shown["id"]}") {{ ... on Voucher {{ status name }} }} }}', Role.SUPPORT)
    assert again["node"] == {"status": "ISSUED", "name": "A book"}
    assert await refused(world, CANCEL, voucherId=shown["id"], reason="") == ("MISSING_REASON", ["input", "reason"])
    done = await does(world, CANCEL, Role.FINANCE, voucherId=shown["id"], reason="The book is out of print")
    assert [one["message"] for one in done["outcomes"]] == [
        "A book: cancelled: The book is out of print",
        "Points +30 by a reversal",
    ]
    assert done["member"]["balances"][0]["available"] == 40
    late = {"voucherId": shown["id"], "reason": "Again"}
    assert await refused(world, CANCEL, **late) == ("VOUCHER_CANCELLED", ["input", "voucherId"])


async def test_a_redeemed_voucher_shows_where_and_stays_redeemed(world: World) -> None:
    member = await world.joined()
    await does(world, ISSUE, memberId=member_id(member), offer="cake", charge=False, reason="A gift")
    used = Redemption(voucher=1, partner="till", reference="r1", store="Dam")
    await record(world.backend, member, used, key(), "partner:till")
    [shown] = (await world.staff(VOUCHERS, member=ANNA))["member"]["vouchers"]["nodes"]
    assert [shown[name] for name in ("status", "redeemedBy", "redeemedIn", "reference")] == [
        "REDEEMED",
        "till",
        "Dam",
        "r1",
    ]
    refusal = await refused(world, CANCEL, voucherId=shown["id"], reason="Too late")
    assert refusal == ("ALREADY_REDEEMED", ["input", "voucherId"])


async def test_a_voucher_that_does_not_exist_is_told(world: World) -> None:
    member = await world.joined()
    expected = ("UNKNOWN_VOUCHER", ["input", "voucherId"])
    assert await refused(world, CANCEL, voucherId="nothing", reason="Why not") == expected
    assert await refused(world, CANCEL, voucherId=f"{member}:7", reason="Why not") == expected


async def test_staff_never_see_a_code(world: World) -> None:
    member = await world.joined()
    await does(world, ISSUE, memberId=member_id(member), offer="cake", charge=False, reason="A gift")
    [kept] = await vouchers_of(world.database, member, 1)
    asked = """query($member: MemberReferenceInput!) { member(reference: $member) { vouchers { nodes { id name } }
        activities { nodes { outcomes { message ... on VoucherIssued { voucherId rule offer } } } } } }"""
    assert kept.code not in str(await world.staff(asked, member=ANNA))
