"""Mission 8, with its sending: members at risk of leaving hear of it on the right channel, and nobody too much."""

from api_world import World
from life import Life, gave
from marketing import arm_of, explained, previewed, reported, starts
from receiving import inbox, joins, opens, opens_app
from sending import Post, Sending


async def customer(world: World, name: str, *ways: str, language: str = "en") -> Life:
    return await joins(world, name, "Europe/Sofia", "EUR", language, ways)


async def to_be_told(post: Post, name: str, *ways: str, language: str = "en") -> Life:
    """One of the customers who join, and who is not held out of what is for those who leave."""
    for number in range(200):
        someone = await customer(post.world, f"{name}{number}", *ways, language=language)
        if await arm_of(someone, "risk-of-leaving") != "holdout":
            return someone
    raise AssertionError("everybody of 200 is held out")


async def test_each_is_missed_by_their_own_rhythm_on_the_channel_that_reaches_them(send: Sending) -> None:
    async with send("one-wallet") as post:
        await starts(post, "risk-of-leaving")
        anna = await to_be_told(post, "anna", "push", "email", language="bg")
        boris = await to_be_told(post, "boris", "email")
        cleo = await to_be_told(post, "cleo")
        often = await to_be_told(post, "dora", "push", "email")

        # Everybody comes once a week, Dora for longer than the others. Then the others stay away.
        for _ in range(5):
            for someone in (anna, boris, cleo, often):
                await someone.buys("20.00")
                await opens_app(someone)
            await post.passes("7d")
        await often.buys("20.00")
        await post.passes("2h", "6d", "1h", "23h")
        assert (post.pushed, post.letters) == ([], []), "thirteen days are not yet twice as long as usual"

        # Six in the evening of the fourteenth day. What they are told of is in the wallet already.
        await post.passes("1h")
        assert post.pushed == [(anna.name, "Липсваш ни, " + anna.name.title())]
        assert post.letters == [(f"{boris.name}@example.com", "10 euros for the way back")]
        for someone in (anna, boris):
            assert [one["offer"] for one in await someone.vouchers()] == ["miss-you"]
        [message] = await inbox(boris)
        assert message["title"] == f"We miss you, {boris.name.title()}"

        # Cleo wants no messages, and Dora was never away.
        assert (await cleo.vouchers(), await inbox(cleo)) == ([], [])
        assert await explained(cleo, "risk-of-leaving") == [("push", "NO_CONSENT"), ("email", "NO_CONSENT")]
        assert await explained(often, "risk-of-leaving") == []

        # Anna buys, for twice the points as ever when she comes back; so no letter follows her push. Dora is next.
        await post.passes("1min")
        assert gave(await anna.buys("40.00"))["good-to-see-you"] == 40
        await opens(boris, message["id"])
        await post.passes("2d", "1d")
        assert [address for address, _ in post.letters] == [f"{boris.name}@example.com"]
        assert await explained(anna, "risk-of-leaving") == [("push", "SENT"), ("email", "GOAL_REACHED")]
        report = await reported(post.world, "risk-of-leaving")
        assert (report["arms"]["voucher"]["members"], report["arms"]["voucher"]["reached"]) == (3, 1)
        assert (report["arms"]["voucher"]["spend"], report["opened"]) == (4000, 1)
        # A margin of 30 % of 40 euros, less two vouchers of 10 euros.
        assert report["arms"]["voucher"]["margin"] == -800


async def test_gold_hears_of_early_access_first_and_nothing_else_on_that_day(send: Sending) -> None:
    async with send("one-wallet") as post:
        await post.passes("300d")
        await starts(post, "first-pairs")
        await starts(post, "risk-of-leaving")
        anna = await to_be_told(post, "anna", "push")
        boris = await to_be_told(post, "boris", "push")
        await anna.buys("300.00")
        await boris.buys("299.00")

        # Both bought in December, and have no rhythm yet; from the 91st day on they are missed.
        seen = await previewed(anna, "first-pairs")
        assert (seen["arm"], seen["notice"]["title"]) == ("boots", "The new boots, for you first")
        await post.passes("61d")  # 26 February 2027, two in the afternoon
        assert post.pushed == []
        for someone in (anna, boris):
            await opens_app(someone)
        await post.passes("1d", "4h")
        assert post.pushed == [(anna.name, "The new boots, for you first")]
        assert await explained(boris, "first-pairs") == []
        await post.passes("1min")
        assert (await anna.in_the_app("claimOffer", offer="new-boots"))["userErrors"] == []
        assert (await boris.in_the_app("claimOffer", offer="new-boots"))["userErrors"] != []
        report = await reported(post.world, "first-pairs")
        assert report["arms"] == {"boots": {"members": 1, "reached": 1, "spend": 0, "margin": 0}}


async def test_the_more_important_message_wins_and_the_day_has_room_for_one(send: Sending) -> None:
    async with send("one-wallet") as post:
        await post.passes("271d")  # 28 November 2026
        await starts(post, "first-pairs")
        await starts(post, "risk-of-leaving")
        anna = await to_be_told(post, "anna", "push")
        boris = await to_be_told(post, "boris", "push")
        await anna.buys("300.00")
        await boris.buys("10.00")
        await post.passes("90d")  # 26 February 2027
        for someone in (anna, boris):
            await opens_app(someone)
        assert post.pushed == []
        await post.passes("1d", "4h")
        assert sorted(post.pushed) == [
            (anna.name, "The new boots, for you first"),
            (boris.name, f"We miss you, {boris.name.title()}"),
        ]
        assert await explained(anna, "risk-of-leaving") == [("push", "CAPPED")]
        assert await anna.vouchers() == [], "what is not told is not given"
