"""Mission 5, surprise and delight: a cake for the birthday, once a year, and something special for the best guests."""

from datetime import date
from typing import Any

import pytest
from api_world import World
from life import Life, issued, living, reasons, refusals, waits

from app.storage.client import Database

OFFERS = """{ me { offers { id available blockedBy { code message ... on OfferTooSoonError { nextAt } } } }
    programme { offers { id words } } }"""
SURPRISES = """{ me { vouchers(first: 5, usable: true) { nodes { id offer isClosed benefit { kind words } } } } }"""
PARTS = {"1 macarons for free", "1 coffee for free", "50 % off, up to BGN\xa030.00"}
FOR_WHOM = "the days to the next birthday must be at most 7, or the days since the last birthday must be at most 14"


async def guest(world: World, name: str, born: date | None = None) -> Life:
    told = {"birthDate": born.isoformat()} if born else {}
    return await Life(world, name, "Europe/Sofia", "BGN").joins(**told)


async def offer(someone: Life, offer_id: str) -> Any:
    return next(one for one in (await someone.asks(OFFERS))["me"]["offers"] if one["id"] == offer_id)


async def test_the_cake_comes_at_a_visit_once_a_year_whenever_the_birthday_is_said_to_be(database: Database) -> None:
    async with living(database, "delight") as world:
        anna = await guest(world, "anna", date(1990, 3, 12))
        terms = {one["id"]: one["words"] for one in (await anna.asks(OFFERS))["programme"]["offers"]}
        assert terms["birthday-cake"] == (
            "claim it, or it is given for each visit, if you qualify, again after 11 months; a voucher lasts 14 days"
        )
        early = await anna.comes_by()  # ten days before it
        assert issued(early) == []
        assert reasons(early)["offer:birthday-cake"] == (
            f"The offer birthday-cake is not open to this member: {FOR_WHOM}."
        )
        assert refusals(await anna.in_the_app("claimOffer", offer="birthday-cake")) == ["OFFER_NOT_FOR_MEMBER"]

        await waits(world, "3d")  # 5 March, a week before it
        assert (await offer(anna, "birthday-cake"))["available"] is True
        assert issued(await anna.in_the_app("recordActivity", kind="visit")) == ["birthday-cake"]
        [cake] = await anna.vouchers()
        assert (cake["benefit"]["words"], cake["expiresAt"]) == ("1 cake for free", "2026-03-19T22:00:00.000Z")
        await waits(world, "1d")
        again = await anna.comes_by()
        assert issued(again) == []
        assert reasons(again)["offer:birthday-cake"] == (
            "You had the offer birthday-cake not long ago; it can be had again from 2027-02-05 on."
        )
        blocked = (await offer(anna, "birthday-cake"))["blockedBy"]
        assert (blocked["code"], blocked["nextAt"][:10]) == ("OFFER_TOO_SOON", "2027-02-05")

        # Another birthday brings no other cake, neither this year nor over the turn of the year.
        for birthday, wait in (("1990-04-20", "45d"), ("1990-12-25", "8 months"), ("1990-01-20", "1 month")):
            changed = await anna.in_the_app("updateProfile", birthDate=birthday)
            assert refusals(changed) == []
            await waits(world, wait)
            assert issued(await anna.comes_by()) == []
            refused = await anna.in_the_app("claimOffer", offer="birthday-cake")
            assert refusals(refused) == ["OFFER_TOO_SOON"]
        assert await anna.vouchers() == []
        await anna.in_the_app("updateProfile", birthDate="1990-03-12")
        await waits(world, "2 months")  # 20 March 2027
        assert issued(await anna.comes_by()) == ["birthday-cake"]


@pytest.mark.parametrize(("born", "gets_it"), [(date(1985, 2, 16), True), (date(1985, 2, 15), False), (None, False)])
async def test_the_cake_is_claimed_up_to_two_weeks_after_the_birthday(
    database: Database, born: date | None, gets_it: bool
) -> None:
    async with living(database, "delight") as world:
        boris = await guest(world, "boris", born)
        done = await boris.in_the_app("claimOffer", offer="birthday-cake")
        if not gets_it:
            assert refusals(done) == ["OFFER_NOT_FOR_MEMBER"]
            assert issued(await boris.comes_by()) == []
            assert await boris.vouchers() == []
            return
        assert issued(done) == ["birthday-cake"]
        assert issued(await boris.comes_by()) == [], "claimed, it is not given once more"
        [cake] = await boris.vouchers()
        handed_back = await boris.in_the_app("handBackVoucher", voucherId=cake["id"])
        assert refusals(handed_back) == []
        assert issued(await boris.in_the_app("claimOffer", offer="birthday-cake")) == ["birthday-cake"]
        [cake] = await boris.vouchers()
        price = {"amount": "24.00", "currencyCode": "BGN"}
        item = {"category": "cake", "price": price}
        used = await boris.at_the_till("redeemVoucher", code=cake["code"], reference="r1", amount=price, items=[item])
        assert [one["message"] for one in used["outcomes"]] == ["A cake for your birthday: redeemed, 24.00 BGN off"]
        twice = await boris.at_the_till("redeemVoucher", code=cake["code"], reference="r2", items=[item])
        assert refusals(twice) == ["ALREADY_REDEEMED"]


async def test_the_best_guests_get_what_nobody_else_gets(database: Database) -> None:
    async with living(database, "delight") as world:
        cleo, dora = [await guest(world, name) for name in ("cleo", "dora")]
        for visit in range(5):
            assert issued(await cleo.buys("60.00")) == [], visit
        assert issued(await dora.buys("290.00")) == []
        assert issued(await dora.buys("40.00")) == [], "spent enough, but came twice"
        assert issued(await cleo.buys("9.99")) == [], "too little for a surprise"
        assert issued(await cleo.buys("10.00", "r7")) == ["from-the-chef"]
        again = await cleo.buys("80.00")
        assert issued(again) == []
        assert "not long ago" in reasons(again)["offer:from-the-chef"]

        [gift] = (await cleo.asks(SURPRISES))["me"]["vouchers"]["nodes"]
        assert (gift["isClosed"], gift["benefit"]) == (True, None)
        assert refusals(await cleo.in_the_app("openVoucher", voucherId=gift["id"])) == []
        [gift] = (await cleo.asks(SURPRISES))["me"]["vouchers"]["nodes"]
        assert gift["benefit"]["words"] in PARTS

        # The purchase that it came with goes back, and so does the gift, which was not used.
        back = await cleo.brings_back("r7")
        assert "VoucherCancelled" in [one["__typename"] for one in back["outcomes"]]
        assert await cleo.vouchers() == []

        assert issued(await cleo.in_the_app("claimOffer", offer="first-tasting")) == ["first-tasting"]
        assert refusals(await cleo.in_the_app("claimOffer", offer="first-tasting")) == ["OFFER_LIMIT_REACHED"]
        newcomer = await guest(world, "erik")
        assert refusals(await newcomer.in_the_app("claimOffer", offer="first-tasting")) == ["OFFER_NOT_FOR_MEMBER"]
        await waits(world, "91d")
        refused = await dora.in_the_app("claimOffer", offer="first-tasting")
        assert refusals(refused) == ["OFFER_NOT_FOR_MEMBER"], "not seen for three months"
