"""Mission 2, a new offer at every visit that fits the person; and mission 17, the store spends the member's points."""

from typing import Any

from journey_world import Journey, Travel, key
from shop import allows_profiling, at_the_till, balance, buys, card_of, in_the_app, joins, offers, refusals, vouchers

ISSUE = """mutation($input: IssueVoucherInput!) { done: issueVoucher(input: $input) {
    outcomes { __typename message } userErrors { code } } }"""
WHO = "query($member: MemberReferenceInput!) { member(reference: $member) { id } }"


async def comes_by(journey: Journey, who: str) -> Any:
    return await at_the_till(journey, "recordVisit", member=await card_of(journey, who))


async def test_a_guest_who_drinks_tea_is_never_offered_a_free_coffee(travel: Travel) -> None:
    async with travel("lunch") as journey:
        await joins(journey, "anna", "Europe/Amsterdam")
        await allows_profiling(journey, "anna")
        for day in range(3):
            await buys(journey, "anna", f"r{day}", "12.00", ("tea", "3.00"), ("soup", "9.00"), currency="EUR")
            await journey.later("1d")

        first = await comes_by(journey, "anna")
        assert offers(first) == ["free-tea"]
        [tea] = await vouchers(journey, "anna")
        assert tea["reasons"] == ["you often buy tea", "it is new for you"]
        assert offers(await comes_by(journey, "anna")) == []  # one a day

        seen = []
        for day in range(60):
            await journey.later("1d")
            if day % 15 == 0:
                await buys(journey, "anna", f"s{day}", "3.00", ("tea", "3.00"), currency="EUR")
            seen += offers(await comes_by(journey, "anna"))
        assert "free-coffee" not in seen
        assert {"free-tea", "soup-of-the-day", "steak-day", "garden-plate", "kitchen-surprise"} == set(seen)

        # The till takes the price of a pot of tea off, once.
        [latest, *_] = [one for one in await vouchers(journey, "anna", usable=False) if one["offer"] == "free-tea"]
        assert latest["benefit"]["words"] == "1 tea for free"
        await journey.check_books()


async def test_a_free_tea_is_had_once_and_only_with_a_tea(travel: Travel) -> None:
    async with travel("lunch") as journey:
        await joins(journey, "anna", "Europe/Amsterdam")
        await allows_profiling(journey, "anna")
        await buys(journey, "anna", "r0", "3.00", ("tea", "3.00"), currency="EUR")
        assert offers(await comes_by(journey, "anna")) == ["free-tea"]
        [voucher] = await vouchers(journey, "anna")
        soup = {"category": "soup", "price": {"amount": "8.00", "currencyCode": "EUR"}}
        tea = {"category": "tea", "price": {"amount": "3.50", "currencyCode": "EUR"}}
        asked = {"code": voucher["code"], "reference": "r1"}
        assert refusals(await at_the_till(journey, "redeemVoucher", items=[soup], **asked)) == ["VOUCHER_DOES_NOT_FIT"]
        used = await at_the_till(journey, "redeemVoucher", items=[soup, tea], store="Dam", **asked)
        assert used["outcomes"][0]["tookOff"] == {"amount": "3.50"}
        again = await at_the_till(journey, "redeemVoucher", items=[tea], code=voucher["code"], reference="r2")
        assert refusals(again) == ["ALREADY_REDEEMED"]
        assert await vouchers(journey, "anna") == []
        await journey.check_books()


async def test_a_surprise_from_the_kitchen_is_opened_by_the_guest(travel: Travel) -> None:
    async with travel("lunch") as journey:
        await joins(journey, "boris", "Europe/Amsterdam", language="bg")
        surprise = None
        for _ in range(10):
            await comes_by(journey, "boris")
            await journey.later("1d")
            surprise = next((one for one in await vouchers(journey, "boris") if one["isClosed"]), surprise)
        assert surprise is not None
        assert surprise["benefit"] is None
        opened = await in_the_app(journey, "boris", "openVoucher", voucherId=surprise["id"])
        assert opened["userErrors"] == []
        [known] = [one for one in await vouchers(journey, "boris", usable=False) if one["id"] == surprise["id"]]
        assert known["benefit"] is not None
        assert refusals(await in_the_app(journey, "boris", "openVoucher", voucherId=surprise["id"])) == [
            "NOTHING_TO_OPEN"
        ]
        await journey.check_books()


async def test_the_house_spends_a_guests_stars_on_something_for_that_guest(travel: Travel) -> None:
    async with travel("lunch") as journey:
        await joins(journey, "anna", "Europe/Amsterdam")
        await buys(journey, "anna", "r0", "160.00", currency="EUR")
        reference = await card_of(journey, "anna")
        member = (await journey.staff(WHO, member=reference))["member"]["id"]
        asked = {"memberId": member, "offer": "from-the-chef", "charge": True, "reason": "She loves sea bass"}
        done = (await journey.staff(ISSUE, input={"idempotencyKey": key(), **asked}))["done"]
        assert [one["message"] for one in done["outcomes"]] == ["Stars -50", "A voucher: A dish from the chef"]
        assert await balance(journey, "anna", "stars") == 110

        # The guest buys a reward with the rest, changes her mind, and has her stars again.
        assert offers(await in_the_app(journey, "anna", "buyReward", offer="lunch-for-stars")) == ["lunch-for-stars"]
        second = await in_the_app(journey, "anna", "buyReward", offer="lunch-for-stars")
        assert refusals(second) == ["INSUFFICIENT_BALANCE"]
        [lunch, chef] = await vouchers(journey, "anna")
        assert chef["offer"] == "from-the-chef"
        back = await in_the_app(journey, "anna", "handBackVoucher", voucherId=lunch["id"])
        assert offers(back, "VoucherCancelled") == ["lunch-for-stars"]
        assert await balance(journey, "anna", "stars") == 110
        assert refusals(await in_the_app(journey, "anna", "handBackVoucher", voucherId=chef["id"])) == [
            "NOT_REFUNDABLE"
        ]
        await journey.check_books()
