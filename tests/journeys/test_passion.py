"""Mission 4, MyHunkemöller: points, the wheel, surprise events, members' days, and vouchers that multiply."""

from typing import Any

from api_world import World, key
from life import Life, gave, issued, living, reasons, refusals, waits

from app.storage.client import Database

TERMS = "{ programme { earning { id words } offers { id words } } }"
SPIN = """mutation($input: SpinWheelInput!) { done: spinWheel(input: $input) {
    spin { segment } outcomes { __typename message ... on Moved { asset amount } ... on Earned { rule } }
    userErrors { code message } } }"""
PREVIEW = """query($member: MemberReferenceInput!, $amount: MoneyInput!, $codes: [String!]) {
    done: previewPurchase(member: $member, amount: $amount, vouchers: $codes) {
        outcomes { message ... on Moved { amount } ... on Earned { rule } } userErrors { code } } }"""
BLOCKED = "{ me { offers { id available blockedBy { code ... on OfferNotOpenError { startsAt } } } } }"
PRIZES = {"kiss": 0, "ten-points": 10, "fifty-points": 50, "grand-passion": 500}


async def member(world: World, name: str) -> Life:
    return await Life(world, name, "Europe/Amsterdam", "EUR").joins()


async def ways_to_earn(someone: Life) -> dict[str, str]:
    earning = (await someone.asks(TERMS))["programme"]["earning"]
    return {one["id"]: one["words"] for one in earning}


async def offer(someone: Life, offer_id: str) -> Any:
    return next(one for one in (await someone.asks(BLOCKED))["me"]["offers"] if one["id"] == offer_id)


async def test_a_surprise_is_unknown_until_it_starts(database: Database) -> None:
    async with living(database, "passion") as world:
        anna = await member(world, "anna")
        await waits(world, "11 months", "9d")  # 11 February 2027
        assert "weekend-of-passion" not in await ways_to_earn(anna)
        assert "sweets-for-visitors" not in await ways_to_earn(anna)
        before = await anna.buys("50.00")
        assert gave(before) == {"points-for-purchases": 50, "spin-for-a-larger-purchase": 1}
        assert "weekend-of-passion" not in reasons(before)
        assert reasons(before)["members-days"] == "it starts on 2027-03-18", "what is no surprise is told"
        assert "sweets-for-visitors" not in reasons(await anna.comes_by())

        await waits(world, "1d")
        assert (await ways_to_earn(anna))["weekend-of-passion"] == (
            "2 times the passion points of Points for your purchases for each purchase, from February 12, 2027, until "
            "February 14, 2027"
        )
        assert "sweets-for-visitors" not in await ways_to_earn(anna)
        assert gave(await anna.buys("30.00", "r1")) == {"points-for-purchases": 30, "weekend-of-passion": 30}

        await waits(world, "1d")
        assert "sweets-for-visitors" in await ways_to_earn(anna)
        assert gave(await anna.comes_by()) == {"sweets-for-visitors": 50}
        again = await anna.comes_by()
        assert (gave(again), reasons(again)["sweets-for-visitors"]) == ({}, "its cap is reached: once in all")

        await waits(world, "2d")
        after = await anna.buys("30.00")
        assert gave(after) == {"points-for-purchases": 30}
        assert reasons(after)["weekend-of-passion"] == "it ended on 2027-02-14"
        assert gave(await anna.brings_back("r1")) == {"points-for-purchases": -30, "weekend-of-passion": -30}
        assert await anna.balance("points") == 50 + 50 + 30


async def test_a_voucher_multiplies_one_purchase_on_top_of_the_event(database: Database) -> None:
    async with living(database, "passion") as world:
        anna = await member(world, "anna")
        await waits(world, "11 months", "10d")
        claimed = await anna.in_the_app("claimOffer", offer="triple-points")
        assert issued(claimed) == ["triple-points"]
        assert refusals(await anna.in_the_app("claimOffer", offer="triple-points")) == ["OFFER_LIMIT_REACHED"]
        [voucher] = await anna.vouchers()
        assert voucher["benefit"]["words"] == "3 times the passion points of a purchase"

        money = {"amount": "20.00", "currencyCode": "EUR"}
        asked = {"member": {"code": anna.code}, "amount": money, "codes": [voucher["code"]]}
        expected = {"points-for-purchases": 20, "weekend-of-passion": 20, "offer:triple-points:points": 40}
        assert gave((await world.partner(PREVIEW, **asked))["done"]) == expected
        used = await anna.at_the_till("redeemVoucher", code=voucher["code"], reference="r1", amount=money)
        assert [one["message"] for one in used["outcomes"]] == ["Three times the points: redeemed"]
        assert gave(await anna.buys("20.00", "r1")) == expected
        late = await anna.at_the_till("cancelRedemption", code=voucher["code"], reference="r1")
        assert refusals(late) == ["PURCHASE_ALREADY_RECORDED"]
        assert gave(await anna.buys("20.00", "r2")) == {"points-for-purchases": 20, "weekend-of-passion": 20}

        # Half of it comes back, and half of everything it earned; with the rest the voucher can be used again.
        assert gave(await anna.brings_back("r1", "10.00")) == {rule: -half // 2 for rule, half in expected.items()}
        assert await anna.vouchers() == []
        assert gave(await anna.brings_back("r1")) == {rule: -half // 2 for rule, half in expected.items()}
        assert [one["status"] for one in await anna.vouchers()] == ["ISSUED"]
        assert await anna.balance("points") == 40


async def test_the_wheel_of_passion_takes_spins_and_pays_points(database: Database) -> None:
    async with living(database, "passion") as world:
        anna = await member(world, "anna")
        assert refusals(await spins(anna)) == ["NO_SPIN_LEFT"]
        for purchase in range(6):
            assert gave(await anna.buys("40.00", f"r{purchase}"))["spin-for-a-larger-purchase"] == 1
        assert "spin-for-a-larger-purchase" not in gave(await anna.buys("39.99"))
        before, won = await anna.balance("points"), 0
        for _ in range(6):
            done = await spins(anna)
            prize = PRIZES[done["spin"]["segment"]]
            assert gave(done).get("wheel:wheel-of-passion", 0) == prize
            won += prize
        assert refusals(await spins(anna)) == ["NO_SPIN_LEFT"]
        assert await anna.balance("points") == before + won


async def test_the_days_for_members_begin_earlier_with_gold(database: Database) -> None:
    async with living(database, "passion") as world:
        gold, silver, nobody = [await member(world, name) for name in ("gwen", "sara", "nora")]
        await waits(world, "11 months", "28d")  # 2 March 2027
        await gold.buys("400.00")
        await silver.buys("100.00")
        await nobody.buys("99.99")
        terms = {one["id"]: one["words"] for one in (await nobody.asks(TERMS))["programme"]["offers"]}
        assert terms["members-days"] == (
            "claim it, if you qualify (from March 16, 2027 for those with early access), from March 18, 2027, until "
            "March 20, 2027, at most once; a voucher lasts 4 days"
        )

        await waits(world, "13d")  # 15 March
        assert (await offer(gold, "members-days"))["blockedBy"]["startsAt"] == "2027-03-15T23:00:00.000Z"
        assert (await offer(silver, "members-days"))["blockedBy"]["startsAt"] == "2027-03-17T23:00:00.000Z"
        await waits(world, "1d")
        assert issued(await gold.in_the_app("claimOffer", offer="members-days")) == ["members-days"]
        for later in (silver, nobody):
            assert refusals(await later.in_the_app("claimOffer", offer="members-days")) == ["OFFER_NOT_OPEN"]
        assert gave(await gold.buys("30.00")) == {"points-for-purchases": 30}, (
            "the points come with the days themselves"
        )

        await waits(world, "2d")
        assert issued(await silver.in_the_app("claimOffer", offer="members-days")) == ["members-days"]
        refused = await nobody.in_the_app("claimOffer", offer="members-days")
        assert refusals(refused) == ["OFFER_NOT_FOR_MEMBER"]
        assert await nobody.vouchers() == []
        [voucher] = await gold.vouchers()
        entered = await gold.at_the_till("redeemVoucher", code=voucher["code"], reference="door")
        assert refusals(entered) == []
        for one in (gold, silver):
            assert gave(await one.buys("30.00")) == {"points-for-purchases": 30, "members-days": 60}
        plain = await nobody.buys("30.00")
        assert gave(plain) == {"points-for-purchases": 30}
        assert "the level must be one of" in reasons(plain)["members-days"]

        await waits(world, "3d")
        assert refusals(await gold.in_the_app("claimOffer", offer="members-days")) == ["OFFER_NOT_OPEN"]
        assert gave(await silver.buys("30.00")) == {"points-for-purchases": 30}


async def test_regular_offers_come_by_at_visits_and_for_points(database: Database) -> None:
    async with living(database, "passion") as world:
        anna = await member(world, "anna")
        assert issued(await anna.comes_by()) == ["nightwear-days"]
        assert issued(await anna.comes_by()) == [], "one a day"
        await waits(world, "1d")
        assert issued(await anna.comes_by()) == ["swimwear-days"]
        await anna.buys("149.00")
        assert refusals(await anna.in_the_app("buyReward", offer="five-off")) == ["INSUFFICIENT_BALANCE"]
        await anna.buys("1.00")
        bought = await anna.in_the_app("buyReward", offer="five-off")
        assert (gave(bought), issued(bought)) == ({"offer:five-off": -150}, ["five-off"])


async def spins(someone: Life) -> Any:
    asked = {"idempotencyKey": key(), "wheel": "wheel-of-passion"}
    return (await someone.asks(SPIN, input=asked))["done"]
