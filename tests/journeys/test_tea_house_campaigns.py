"""Mission 17, with its sending: the house turns points into a personal coupon, and sends it."""

from api_world import World
from life import Life, issued
from marketing import explained, reported, starts
from receiving import inbox, joins, opens, phone_of
from sending import Sending


async def guest(world: World, name: str, *ways: str, language: str = "en") -> Life:
    return await joins(world, name, "Asia/Shanghai", "CNY", language, ways)


async def test_a_coupon_that_points_have_become_is_sent_with_its_code(send: Sending) -> None:
    async with send("tea-house") as post:
        await starts(post, "your-coupon")
        mei = await guest(post.world, "mei", "email", "sms", language="zh")
        anna = await guest(post.world, "anna", "email", "sms")
        boris = await guest(post.world, "boris", "push")
        assert issued(await anna.buys("99.00")) == []
        await post.works()
        assert post.letters == [], "99 points are no coupon"

        # One of 100 points, in each guest's own language; eight in the evening in Shanghai is no quiet hour.
        assert issued(await anna.buys("1.00", "r1")) == ["ten-off"]
        assert issued(await mei.buys("120.00")) == ["ten-off"]
        assert issued(await boris.buys("100.00")) == ["ten-off"]
        await post.works()
        assert sorted(post.letters) == [("anna@example.com", "¥10 off for you"), ("mei@example.com", "送您立减10元")]
        [coupon], [message] = await mei.vouchers(), await inbox(mei)
        assert message["title"] == "您的积分已兑换为立减10元"
        assert message["body"].endswith(f"券码：{coupon['code']}")
        [letter] = [one for one in post.smtp.taken if one.recipient == "mei@example.com"]
        assert coupon["code"] in letter.message.get_body(("html",)).get_content()

        # Boris has agreed to neither way: the coupon is his all the same, and nobody writes to him.
        assert (len(await boris.vouchers()), await inbox(boris)) == (1, [])
        assert await explained(boris, "your-coupon") == [("email", "NO_CONSENT"), ("sms", "NO_CONSENT")]

        # Anna uses her coupon: sixty days later only Mei is reminded.
        [of_anna] = await anna.vouchers()
        await post.passes("1min")
        money = {"amount": "25.00", "currencyCode": "CNY"}
        used = await anna.at_the_till("redeemVoucher", code=of_anna["code"], reference="r2", amount=money)
        assert used["userErrors"] == []
        await post.passes("59d", "1d")
        assert [number for number, _ in post.texts] == [phone_of("mei")]
        assert coupon["code"] in post.texts[0][1]
        assert await explained(anna, "your-coupon") == [("email", "SENT"), ("sms", "GOAL_REACHED")]
        report = await reported(post.world, "your-coupon")
        assert (report["arms"]["coupon"]["members"], report["arms"]["coupon"]["reached"]) == (3, 1)


async def test_leaves_that_become_tea_overnight_are_told_of_in_the_morning(send: Sending) -> None:
    async with send("tea-house") as post:
        await starts(post, "pot-of-tea")
        anna, boris = await guest(post.world, "anna", "push"), await guest(post.world, "boris", "push")
        for _ in range(3):
            await anna.comes_by()
        for _ in range(2):
            await boris.comes_by()
        await post.passes("6d", "12h")
        assert (post.pushed, await anna.vouchers()) == ([], [])

        # At midnight in Shanghai the leaves have waited for long enough; nobody is woken up for it.
        await post.passes("12h")
        await post.passes("4h", "1h")
        assert [one["offer"] for one in await anna.vouchers()] == ["pot-of-tea"]
        assert post.pushed == []
        await post.passes("9h")
        assert post.pushed == [("anna", "Your tea is ready")]
        [message] = await inbox(anna)
        assert message["body"].startswith("A pot of tea for your leaves, until ")
        await opens(anna, post.pushed_data("anna")["message"])
        assert await inbox(boris) == []
        assert (await reported(post.world, "pot-of-tea"))["opened"] == 1
