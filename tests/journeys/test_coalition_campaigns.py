"""Mission 16, with its sending: targeted promotions, one in ten without any, and the two groups compared."""

from api_world import World
from life import Life, gave
from marketing import arm_of, estimated, explained, reported, starts
from receiving import inbox, joins, opens, opens_app, phone_of
from sending import Post, Sending

MONEY = {"amount": "3000.00", "currencyCode": "RUB"}


async def member(world: World, name: str, *ways: str, language: str = "en", **person: str) -> Life:
    return await joins(world, name, "Europe/Moscow", "RUB", language, ways or ("push",), **person)


async def member_in(post: Post, held_out: bool, campaign: str, name: str, *ways: str, **person: str) -> Life:
    """One of the members who join, and of whom chance has put one in ten into the holdout."""
    for number in range(200):
        someone = await member(post.world, f"{name}{number}", *ways, **person)
        if (await arm_of(someone, campaign) == "holdout") is held_out:
            return someone
    raise AssertionError("nobody of 200 is in this group")


async def test_the_invitation_to_ones_birthday_party_is_worth_ten_times_the_usual(send: Sending) -> None:
    async with send("coalition") as post:
        await starts(post, "birthday-party")
        born = {"birthDate": "1990-03-07"}
        anna = await member_in(post, False, "birthday-party", "anna", "push", **born, language="ru")
        boris = await member_in(post, False, "birthday-party", "boris", "email", **born)
        held = await member_in(post, True, "birthday-party", "held", **born)
        later = await member_in(post, False, "birthday-party", "later", birthDate="1990-05-20")
        await post.passes("1d", "20h")
        assert post.pushed == []

        # Noon on 4 March in Moscow. The voucher comes before the message.
        await post.passes("1h")
        assert post.pushed.count((anna.name, f"{anna.name.title()}, в десять раз больше баллов")) == 1
        assert (f"{boris.name}@example.com", "Your party, ten times the points") in post.letters
        assert (await explained(held, "birthday-party"), await held.vouchers()) == ([("push", "HOLDOUT")], [])
        assert (await explained(later, "birthday-party"), await inbox(later)) == ([], [])
        [voucher] = await anna.vouchers()
        assert voucher["offer"] == "birthday-party"

        # 3,000 bring 300 points; with the invitation ten times as many, once.
        await post.passes("1min")
        used = await anna.at_the_till("redeemVoucher", code=voucher["code"], reference="party", amount=MONEY)
        assert used["userErrors"] == []
        party = gave(await anna.buys("3000.00", "party"))
        assert (party["base"], sum(party.values())) == (300, 3000)
        assert sum(gave(await anna.buys("100.00")).values()) == 10
        assert sum(gave(await held.buys("3000.00")).values()) == 300

        # The day after, Boris gets no second letter, and Anna none at all: she has done what it is for.
        await post.passes("1d", "1d")
        assert [address for address, _ in post.letters].count(f"{boris.name}@example.com") == 1
        assert f"{anna.name}@example.com" not in [address for address, _ in post.letters]
        report = await reported(post.world, "birthday-party")
        assert (report["arms"]["invitation"]["reached"], report["arms"]["invitation"]["spend"]) == (1, 310_000)
        # A quarter of what the member without an invitation spent is profit, and needed no gift.
        assert report["arms"]["holdout"] | {"members": 1} == {
            "members": 1, "reached": 1, "spend": 300_000, "margin": 75_000,
        }  # fmt: skip


async def test_not_seen_for_four_months_hears_what_five_times_means(send: Sending) -> None:
    async with send("coalition") as post:
        await starts(post, "five-times")
        anna = await member_in(post, False, "five-times", "anna", "push", "sms")
        boris = await member_in(post, False, "five-times", "boris", "push", "sms")
        held = await member_in(post, True, "five-times", "held", "push", "sms")
        for someone in (anna, boris, held):
            await someone.buys("1000.00")
        await post.passes("60d")
        await boris.buys("1000.00")
        await post.passes("60d")
        for someone in (anna, boris, held):
            await opens_app(someone)
        assert (post.pushed, await estimated(post.world, "five-times")) == (
            [], {"audience": 0, "noConsent": 0, "noChannel": 0, "heldOut": 0, "reached": 0},
        )  # fmt: skip

        # Eleven o'clock on the 121st day, of a member's own: Boris was here two months ago.
        await post.passes("20h", "1h")
        assert post.pushed == [(anna.name, f"Welcome back, {anna.name.title()}")]
        assert await explained(held, "five-times") == [("push", "HOLDOUT")]
        assert await explained(boris, "five-times") == []

        # Told or not, the rule is the same for everybody: it is the message that is compared.
        await post.passes("2d")
        assert [number for number, _ in post.texts] == [phone_of(anna.name)]
        assert gave(await anna.buys("1000.00")) == {"base": 100, "win-back": 400}
        assert gave(await held.buys("1000.00")) == {"base": 100, "win-back": 400}
        await post.passes("30d")
        assert (len(post.pushed), len(post.texts)) == (1, 1)


async def test_members_around_1000_hear_of_1500_and_the_two_groups_are_compared(send: Sending) -> None:
    async with send("coalition") as post:
        await post.passes("300d")  # 27 December 2026
        await starts(post, "larger-receipt")
        told, held = [], []
        for number in range(400):
            someone = await member(post.world, f"m{number}")
            (held if await arm_of(someone, "larger-receipt") == "holdout" else told).append(someone)
            if held and len(told) >= 3:
                break
        for someone in (*told, *held):
            await someone.buys("1000.00")
        small, large = await member(post.world, "small"), await member(post.world, "large")
        await small.buys("899.00")
        await large.buys("1500.00")
        await post.passes("67d")  # the fourth of March
        for someone in (*told, *held, small, large):
            await opens_app(someone)
        await post.passes("1d", "2h")
        assert sorted(device for device, _ in post.pushed) == sorted(one.name for one in told)
        assert {title for _, title in post.pushed} <= {
            "More for larger receipts", *(f"{one.name.title()}, 100 points more" for one in told),
        }  # fmt: skip
        for other in (small, large):
            assert await explained(other, "larger-receipt") == []
        for one in held:
            assert (await inbox(one), await explained(one, "larger-receipt")) == ([], [("push", "HOLDOUT")])

        # One opens it and does it; one buys for less; one of those who heard nothing buys, too.
        first, second, *_ = told
        await opens(first, (await inbox(first))[0]["id"])
        await post.passes("1min")
        assert gave(await first.buys("1500.00")) == {"base": 150, "above-average": 100}
        assert gave(await second.buys("1499.00")) == {"base": 149}
        await held[0].buys("1500.00")
        report = await reported(post.world, "larger-receipt")
        treated = [arm for name, arm in report["arms"].items() if name != "holdout"]
        assert (sum(one["members"] for one in treated), report["arms"]["holdout"]["members"]) == (len(told), len(held))
        assert (sum(one["reached"] for one in treated), report["arms"]["holdout"]["reached"]) == (1, 1)
        assert sum(one["spend"] for one in treated) == 299_900
        assert sum(one["margin"] for one in treated) == 74_975
        assert report["opened"] == 1
        of_all = report["compared"][0]
        assert (of_all["name"], of_all["comparedWith"]) == ("treated", "holdout")
