"""Mission 14, with its sending: no reaction, then the next channel; the goal is reached, then nothing more."""

from api_world import World
from life import Life, issued
from marketing import arm_of, explained, previewed, reported, starts
from receiving import WAYS, inbox, joins, opens, phone_of
from sending import Post, Sending


async def customer(world: World, name: str, language: str = "en", ways: tuple[str, ...] = WAYS) -> Life:
    return await joins(world, name, "Europe/Sofia", "EUR", language, ways)


async def customer_in(post: Post, arm: str, name: str, language: str = "en", ways: tuple[str, ...] = WAYS) -> Life:
    """One of the customers who join, and of whom chance has put one in ten into the holdout."""
    for number in range(200):
        someone = await customer(post.world, f"{name}{number}", language, ways)
        if await arm_of(someone, "come-back") == arm:
            return someone
    raise AssertionError(f"nobody of 200 is in {arm}")


async def uses_voucher(someone: Life) -> None:
    [voucher] = await someone.vouchers()
    money = {"amount": "20.00", "currencyCode": "EUR"}
    used = await someone.at_the_till("redeemVoucher", code=voucher["code"], reference=f"{someone.name}-2", amount=money)
    assert used["userErrors"] == []


async def test_a_voucher_is_told_of_by_one_channel_after_the_other_until_it_is_used(send: Sending) -> None:
    async with send("cascade") as post:
        await starts(post, "come-back")
        anna, boris, cleo, dora = [
            await customer_in(post, "reminder", one) for one in ("anna", "boris", "cleo", "dora")
        ]
        eva = await customer_in(post, "reminder", "eva", "bg", ("email",))
        held = await customer_in(post, "holdout", "held")
        small = await customer_in(post, "reminder", "small")

        # Fifteen euros bring a voucher; less brings none, and sets nothing off.
        for someone in (anna, boris, cleo, dora, eva, held):
            assert issued(await someone.buys("15.00")) == ["come-back"]
        assert issued(await small.buys("14.99")) == []
        await post.works()
        await post.passes("2d", "23h")
        assert (post.pushed, post.letters, post.texts) == ([], [], [])

        # Dora has used hers before anybody reminds her. Three days after the purchase, the others get a push.
        await uses_voucher(dora)
        await post.passes("1h")
        title = "5 euros wait for you"
        assert sorted(post.pushed) == sorted((one.name, title) for one in (anna, boris, cleo))
        assert await explained(dora, "come-back") == [("push", "GOAL_REACHED")]
        [voucher], [message] = await anna.vouchers(), await inbox(anna)
        assert message["body"] == f"Until March 16, 2026, with the code {voucher['code']}."

        # Eva wants no pushes: the letter comes at once. Held out is held out by every channel.
        assert post.letters == [(f"{eva.name}@example.com", "Your 5 euros, until March 16, 2026")]
        assert (await inbox(held), await explained(held, "come-back")) == ([], [("push", "HOLDOUT")])

        # Anna opens her push. Boris uses the voucher. Cleo does nothing, and is told by letter, and by text message.
        await opens(anna, post.pushed_data(anna.name)["message"])
        await post.passes("1min")
        await uses_voucher(boris)
        await post.passes("4d")
        assert [address for address, _ in post.letters][1:] == [f"{cleo.name}@example.com"]
        await post.passes("3d", "23h", "1h")
        assert [number for number, _ in post.texts] == [phone_of(cleo.name)]
        assert await explained(cleo, "come-back") == [("push", "SENT"), ("email", "SENT"), ("sms", "SENT")]
        assert await explained(anna, "come-back") == [("push", "SENT"), ("email", "OPENED")]
        assert await explained(boris, "come-back") == [("push", "SENT"), ("email", "GOAL_REACHED")]
        assert await explained(small, "come-back") == []
        assert len(await inbox(cleo)) == 1, "three channels, one message"

        # What the report says is what happened.
        report = await reported(post.world, "come-back")
        assert report["decisions"] == {
            ("push", "SENT"): 3, ("push", "GOAL_REACHED"): 1, ("push", "NO_CONSENT"): 1, ("push", "HOLDOUT"): 1,
            ("email", "SENT"): 2, ("email", "OPENED"): 1, ("email", "GOAL_REACHED"): 1,
            ("sms", "SENT"): 1, ("sms", "NO_CONSENT"): 1,
        }  # fmt: skip
        assert (report["opened"], report["arms"]["holdout"]["members"], report["arms"]["reminder"]["members"]) == (
            1,
            1,
            5,
        )
        assert report["arms"]["holdout"]["reached"] == 0


async def test_a_voucher_that_is_gone_is_named_no_more(send: Sending) -> None:
    async with send("cascade") as post:
        await starts(post, "come-back")
        anna = await customer_in(post, "reminder", "anna")
        seen = await previewed(anna, "come-back")
        assert seen["notice"]["body"] == "Until soon, with the code in your app."
        await anna.buys("20.00", "r1")
        await post.works()
        assert (await anna.brings_back("r1"))["userErrors"] == []
        await post.passes("3d")
        [message] = await inbox(anna)
        assert message["body"] == "Until soon, with the code in your app."


async def test_nobody_is_reminded_at_night(send: Sending) -> None:
    async with send("cascade") as post:
        await starts(post, "come-back")
        anna = await customer_in(post, "reminder", "anna")
        await post.passes("9h")  # eleven at night in Sofia
        await anna.buys("20.00")
        await post.works()
        await post.passes("3d", "9h")
        assert post.pushed == []
        await post.passes("1h")
        assert post.pushed == [(anna.name, "5 euros wait for you")]
