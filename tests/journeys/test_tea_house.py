"""Mission 17, the store spends your points: it turns them into personal coupons, by itself or at the counter."""

from typing import Any

from api_world import World, key
from life import Life, gave, issued, living, reasons, refusals, waits

from app.engine.sweep import sweep
from app.storage.client import Database

TERMS = "{ programme { offers { id words how } } }"
SELL = """mutation($input: BuyRewardInput!) { done: buyReward(input: $input) { activity { id kind source }
    voucher { code offer status memberCode benefit { words } } member { balances { asset { id } available } }
    outcomes { __typename message ... on Moved { asset amount } ... on Paid { rule } ... on AboutVoucher { offer } }
    userErrors { code field ... on InsufficientBalanceError { balance asked } } } }"""
PREVIEW = """query($member: MemberReferenceInput!, $amount: MoneyInput!) {
    done: previewPurchase(member: $member, amount: $amount) { outcomes { __typename ... on AboutVoucher { offer } }
        userErrors { code } } }"""


async def guest(world: World, name: str = "anna") -> Life:
    return await Life(world, name, "Asia/Shanghai", "CNY").joins()


async def sells(someone: Life, offer: str, idempotency_key: str | None = None) -> Any:
    """What the till gets when it spends the guest's points."""
    asked = {"idempotencyKey": idempotency_key or key(), "member": {"code": someone.code}, "offer": offer}
    return (await someone.world.partner(SELL, input=asked))["done"]


def moved(done: Any) -> list[int]:
    """Every movement of the wallet, in order."""
    assert done["userErrors"] == []
    return [one["amount"] for one in done["outcomes"] if "amount" in one]


async def test_points_turn_into_coupons_by_themselves_as_often_as_they_can(database: Database) -> None:
    async with living(database, "tea-house") as world:
        anna = await guest(world)
        terms = {one["id"]: (one["how"], one["words"]) for one in (await anna.asks(TERMS))["programme"]["offers"]}
        assert terms["ten-off"] == (
            "CONVERT",
            "100 points turn into it by themselves; a voucher lasts 3 months, for a purchase of CN¥20.00 or more",
        )
        assert issued(await anna.buys("99.00")) == []
        assert await anna.balance("points") == 99
        one = await anna.buys("1.00", "r2")
        assert (moved(one), issued(one)) == ([1, -100], ["ten-off"])

        money = {"amount": "350.00", "currencyCode": "CNY"}
        foreseen = (await world.partner(PREVIEW, member={"code": anna.code}, amount=money))["done"]
        assert issued(foreseen) == ["ten-off"] * 3
        big = await anna.buys("350.00", "r3")
        assert (moved(big), issued(big)) == ([350, -100, -100, -100], ["ten-off"] * 3)
        assert await anna.balance("points") == 50
        coupons = await anna.vouchers()
        assert len({coupon["code"] for coupon in coupons}) == 4

        # A coupon is for a later purchase than the one it came with.
        asked = {"code": coupons[0]["code"], "amount": {"amount": "25.00", "currencyCode": "CNY"}}
        same = await anna.at_the_till("redeemVoucher", reference="r3", **asked)
        assert refusals(same) == ["VOUCHER_FOR_NEXT_PURCHASE"]
        used = await anna.at_the_till("redeemVoucher", reference="r4", **asked)
        assert [one["message"] for one in used["outcomes"]] == ["¥10 off: redeemed, 10.00 CNY off"]


async def test_points_of_a_purchase_that_comes_back_are_owed_before_anything_turns_again(database: Database) -> None:
    async with living(database, "tea-house") as world:
        anna = await guest(world)
        await anna.buys("250.00", "r1")
        assert (await anna.balance("points"), len(await anna.vouchers())) == (50, 2)
        back = await anna.brings_back("r1")
        assert gave(back) == {"points-for-purchases": -250}
        assert (await anna.balance("points"), len(await anna.vouchers())) == (-200, 2)
        assert issued(await anna.buys("250.00")) == [], "200 of them repay what is owed"
        assert await anna.balance("points") == 50
        assert issued(await anna.buys("50.00")) == ["ten-off"]
        assert await anna.balance("points") == 0


async def test_leaves_turn_into_tea_once_they_have_waited_a_pot_a_day(database: Database) -> None:
    async with living(database, "tea-house") as world:
        anna = await guest(world)
        for _ in range(7):
            assert issued(await anna.comes_by()) == []
        await waits(world, "6d")
        await sweep(world.backend)
        assert await anna.vouchers() == []
        await waits(world, "2d")
        for _ in range(3):
            await sweep(world.backend)
        [pot] = await anna.vouchers()
        assert (pot["offer"], await anna.balance("leaves")) == ("pot-of-tea", 40)
        [time, *_] = await anna.history()
        assert time["kind"] == "time_passed"
        assert [one["message"] for one in time["outcomes"]] == ["Leaves -30", "A voucher: A pot of tea"]
        assert time["reasons"] == [
            {"rule": "offer:pot-of-tea", "message": "The offer pot-of-tea can be had once per day."}
        ]
        again = await anna.comes_by()
        assert (issued(again), reasons(again)) == (
            [], {"offer:pot-of-tea": "The offer pot-of-tea can be had once per day."},
        )  # fmt: skip
        await waits(world, "1d")
        assert issued(await anna.buys("1.00")) == ["pot-of-tea"]
        assert await anna.balance("leaves") == 10


async def test_the_house_makes_a_coupon_of_the_points_of_the_guest_at_the_counter(database: Database) -> None:
    async with living(database, "tea-house") as world:
        anna = await guest(world)
        poor = await sells(anna, "from-the-house")
        assert poor["userErrors"] == [
            {"code": "INSUFFICIENT_BALANCE", "field": ["input", "offer"], "balance": 0, "asked": 40}
        ]
        await anna.buys("90.00")
        terms = {one["id"]: one["words"] for one in (await anna.asks(TERMS))["programme"]["offers"]}
        assert terms["from-the-house"].startswith(
            "our shops sell it for 40 points, at most once per month; a voucher lasts"
        )
        in_the_app = await anna.in_the_app("buyReward", offer="from-the-house")
        assert refusals(in_the_app) == ["OFFER_HAD_OTHERWISE"]
        assert "it is sold in our shops" in in_the_app["userErrors"][0]["message"]

        once = key()
        sold = await sells(anna, "from-the-house", once)
        assert (moved(sold), issued(sold)) == ([-40], ["from-the-house"])
        assert (sold["activity"]["kind"], sold["activity"]["source"]) == ("reward_purchase", "partner:till")
        assert sold["voucher"]["memberCode"] == anna.code
        assert sold["voucher"]["benefit"]["words"] == "15 % off"
        assert sold["member"]["balances"][0]["available"] == 50
        assert await sells(anna, "from-the-house", once) == sold, "sent again, nothing is spent again"
        [coupon] = await anna.vouchers()
        assert coupon["code"] == sold["voucher"]["code"], "it is in the app at once"

        for offer, code in {
            "from-the-house": "OFFER_LIMIT_REACHED",
            "tea-class": "OFFER_HAD_OTHERWISE",
            "ten-off": "OFFER_HAD_OTHERWISE",
            "tea-caddy": "OFFER_NOT_FOR_MEMBER",
            "no-such-thing": "UNKNOWN_OFFER",
        }.items():
            refused = await sells(anna, offer)
            assert (refusals(refused), refused["voucher"], refused["activity"]) == ([code], None, None)
        stranger = {"idempotencyKey": key(), "member": {"code": "NOBODY"}, "offer": "from-the-house"}
        assert refusals((await world.partner(SELL, input=stranger))["done"]) == ["UNKNOWN_MEMBER"]
        reused = {"idempotencyKey": once, "member": {"code": anna.code}, "offer": "tea-caddy"}
        assert refusals((await world.partner(SELL, input=reused))["done"]) == ["IDEMPOTENCY_KEY_REUSED"]
        assert (await anna.balance("points"), len(await anna.vouchers())) == (50, 1)

        # What the guest does not want goes back, points and all.
        assert refusals(await anna.in_the_app("handBackVoucher", voucherId=coupon["id"])) == []
        assert (await anna.balance("points"), await anna.vouchers()) == (90, [])


async def test_what_both_may_sell_is_bought_by_either(database: Database) -> None:
    async with living(database, "tea-house") as world:
        anna = await guest(world)
        await anna.buys("40.00")
        await anna.buys("30.00")
        assert issued(await anna.in_the_app("buyReward", offer="tea-caddy")) == ["tea-caddy"]
        await anna.buys("55.00")
        assert issued(await sells(anna, "tea-caddy")) == ["tea-caddy"]
        assert await anna.balance("points") == 5
