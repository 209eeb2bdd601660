"""Mission 14: a voucher that members are chased about, and the goals that end the chase."""

from typing import Any

from journey_world import Journey, Travel
from shop import at_the_till, buys, card_of, joins, money, offers, refusals, vouchers

GOALS = """query($of: MemberReferenceInput!, $since: DateTime!) { member(reference: $of) {
    goals(since: $since) { goal { id words } reachedAt } } }"""
LATEST = "{ me { activities(first: 1) { nodes { kind at } } } }"
TERMS = """{ programme { offers { id words benefit { words } } } }"""


async def latest(journey: Journey, who: str) -> Any:
    [activity] = (await journey.member(who, LATEST))["me"]["activities"]["nodes"]
    return activity


async def reached(journey: Journey, who: str, since: str) -> set[str]:
    found = (await journey.staff(GOALS, of=await card_of(journey, who), since=since))["member"]["goals"]
    return {one["goal"]["id"] for one in found if one["reachedAt"] is not None}


async def test_a_voucher_that_is_used_in_time_ends_the_chase(travel: Travel) -> None:
    async with travel("cascade") as journey:
        # The terms are there for everybody to read.
        [terms] = (await journey.member("anna", TERMS))["programme"]["offers"]
        assert terms["benefit"]["words"] == "€5.00 off"
        assert terms["words"] == (
            "it is given for each purchase of €15.00 or more, at most once; a voucher lasts 14 days, for a purchase of "
            "€10.00 or more"
        )
        await joins(journey, "anna", "Europe/Sofia")

        # Too little earns no voucher; 15 euros do, once.
        assert offers(await buys(journey, "anna", "r1", "14.99", currency="EUR")) == []
        assert offers(await buys(journey, "anna", "r2", "15.00", currency="EUR")) == ["come-back"]
        began = (await latest(journey, "anna"))["at"]
        assert await reached(journey, "anna", began) == set()
        found = (await journey.staff(GOALS, of=await card_of(journey, "anna"), since=began))["member"]["goals"]
        assert {one["goal"]["id"]: one["goal"]["words"] for one in found} == {
            "voucher-used": "using a voucher that qualifies, within 14 days",
            "second-purchase": "a purchase, within 14 days",
            "back-at-all": "a purchase that qualifies",
        }

        # A week later she is at the till: it holds the voucher, and lets it go when she changes her mind.
        await journey.later("7d")
        [voucher] = await vouchers(journey, "anna")
        code = {"code": voucher["code"]}
        assert refusals(await at_the_till(journey, "reserveVoucher", reference="r3", **code)) == []
        assert [one["status"] for one in await vouchers(journey, "anna")] == ["RESERVED"]
        other = await at_the_till(journey, "redeemVoucher", reference="r4", amount=money("20.00", "EUR"), **code)
        assert refusals(other) == ["VOUCHER_RESERVED"]
        assert refusals(await at_the_till(journey, "releaseVoucher", reference="r3", **code)) == []
        assert await reached(journey, "anna", began) == set(), "a voucher in the hand is not a voucher used"
        small = await at_the_till(journey, "redeemVoucher", reference="r3", amount=money("9.99", "EUR"), **code)
        assert refusals(small) == ["PURCHASE_TOO_SMALL"]

        # Three days later it is used, undone by mistake, and used again. The purchase itself comes after it.
        await journey.later("3d")
        asked = {"reference": "r5", "amount": money("20.00", "EUR"), **code}
        used = await at_the_till(journey, "redeemVoucher", **asked)
        assert used["outcomes"][0]["tookOff"] == {"amount": "5.00"}
        assert await reached(journey, "anna", began) == {"voucher-used"}
        undone = await at_the_till(journey, "cancelRedemption", reference="r5", **code)
        assert offers(undone, "VoucherRestored") == ["come-back"]
        assert await reached(journey, "anna", began) == set()
        assert refusals(await at_the_till(journey, "redeemVoucher", **asked)) == []
        again = await at_the_till(journey, "redeemVoucher", **{**asked, "reference": "r6"})
        assert refusals(again) == ["ALREADY_REDEEMED"]
        assert offers(await buys(journey, "anna", "r5", "15.00", currency="EUR")) == [], "there is one voucher, not two"
        assert await reached(journey, "anna", began) == {"voucher-used", "second-purchase", "back-at-all"}

        # All of it is brought back: the voucher lies unused again, and the chase has missed its goals.
        back = await at_the_till(journey, "recordReturn", member=await card_of(journey, "anna"), reference="r5")
        assert offers(back, "VoucherRestored") == ["come-back"]
        assert await reached(journey, "anna", began) == set()
        await journey.check_books()


async def test_a_voucher_that_expires_leaves_the_last_goal(travel: Travel) -> None:
    async with travel("cascade") as journey:
        await joins(journey, "boris", "Europe/Sofia")
        await buys(journey, "boris", "r1", "40.00", currency="EUR")
        began = (await latest(journey, "boris"))["at"]
        [voucher] = await vouchers(journey, "boris")
        await journey.later("16d")
        assert await vouchers(journey, "boris") == []
        [gone] = await vouchers(journey, "boris", usable=False)
        assert gone["status"] == "EXPIRED"
        late = {"reference": "r2", "amount": money("20.00", "EUR"), "code": voucher["code"]}
        assert refusals(await at_the_till(journey, "redeemVoucher", **late)) == ["VOUCHER_EXPIRED"]

        # He comes back after all, too late for the two weeks; a small purchase is not what is hoped for.
        await buys(journey, "boris", "r2", "9.99", currency="EUR")
        assert await reached(journey, "boris", began) == set()
        await buys(journey, "boris", "r3", "10.00", currency="EUR")
        assert await reached(journey, "boris", began) == {"back-at-all"}
        await journey.check_books()
