"""Mission 10: a receipt above a threshold earns 20 % off the next purchase."""

from journey_world import Travel
from shop import at_the_till, buys, card_of, in_the_app, joins, money, offers, refusals, vouchers


async def test_a_life_with_the_bookshop(travel: Travel) -> None:
    async with travel("bookshop") as journey:
        await joins(journey, "anna", "Europe/Moscow", language="ru")

        # A small receipt earns nothing, one from 1,000 on a coupon for the next purchase.
        assert offers(await buys(journey, "anna", "r1", "999.99", currency="RUB")) == []
        assert offers(await buys(journey, "anna", "r2", "1000", currency="RUB")) == ["next-purchase"]
        [coupon] = await vouchers(journey, "anna")
        asked = {"code": coupon["code"], "amount": money("1500", "RUB")}
        same = await at_the_till(journey, "redeemVoucher", reference="r2", **asked)
        assert refusals(same) == ["VOUCHER_FOR_NEXT_PURCHASE"]
        used = await at_the_till(journey, "redeemVoucher", reference="r3", **asked)
        assert used["outcomes"][0]["tookOff"] == {"amount": "300.00"}
        # What is paid with the coupon is a purchase like any other, and earns the next coupon.
        assert offers(await buys(journey, "anna", "r3", "1200", currency="RUB")) == ["next-purchase"]

        # The purchase with the coupon comes back: so does the coupon, and the one it earned is gone.
        card = await card_of(journey, "anna")
        back = await at_the_till(journey, "recordReturn", member=card, reference="r3")
        assert offers(back, "VoucherRestored") == ["next-purchase"]
        assert offers(back, "VoucherCancelled") == ["next-purchase"]
        [restored] = await vouchers(journey, "anna")
        assert restored["code"] == coupon["code"]

        # A coupon lasts 30 days.
        await journey.later("31d")
        assert await vouchers(journey, "anna") == []
        late = await at_the_till(journey, "redeemVoucher", reference="r4", **asked)
        assert refusals(late) == ["VOUCHER_EXPIRED"]
        await journey.check_books()


async def test_a_returned_receipt_takes_its_coupon_back_once_too_little_is_left(travel: Travel) -> None:
    async with travel("bookshop") as journey:
        await joins(journey, "boris", "Europe/Moscow")
        first = await buys(journey, "boris", "r1", "3200", currency="RUB")
        assert sorted(offers(first)) == ["next-purchase", "welcome-gift"]
        card = await card_of(journey, "boris")
        part = await at_the_till(journey, "recordReturn", member=card, reference="r1", amount=money("300", "RUB"))
        assert offers(part, "VoucherCancelled") == ["welcome-gift"]
        rest = await at_the_till(journey, "recordReturn", member=card, reference="r1", amount=money("2000", "RUB"))
        assert offers(rest, "VoucherCancelled") == ["next-purchase"]
        assert await vouchers(journey, "boris") == []
        # A first purchase it was, and no other will be.
        assert offers(await buys(journey, "boris", "r2", "5000", currency="RUB")) == ["next-purchase"]
        await journey.check_books()


async def test_the_till_holds_a_coupon_while_the_books_are_wrapped(travel: Travel) -> None:
    async with travel("bookshop") as journey:
        await joins(journey, "chen", "Europe/Moscow")
        await buys(journey, "chen", "r1", "1000", currency="RUB")
        [coupon] = await vouchers(journey, "chen")
        held = await at_the_till(journey, "reserveVoucher", code=coupon["code"], reference="r2", seconds=600)
        assert held["userErrors"] == []
        assert [one["status"] for one in await vouchers(journey, "chen")] == ["RESERVED"]
        asked = {"code": coupon["code"], "amount": money("900", "RUB")}
        assert refusals(await at_the_till(journey, "redeemVoucher", reference="r3", **asked)) == ["VOUCHER_RESERVED"]
        await journey.later("10 min")
        assert refusals(await at_the_till(journey, "redeemVoucher", reference="r3", **asked)) == []
        assert refusals(await in_the_app(journey, "chen", "buyReward", offer="bookmark")) == ["INSUFFICIENT_BALANCE"]
        await journey.check_books()
