"""Mission 15, with its sending: a campaign in the stores of one city first, two messages and none, compared."""

import asyncio
from collections.abc import Sequence

from api_world import World
from life import Life
from marketing import arm_of, estimated, explained, reported, starts, widens
from receiving import inbox, joins, opens
from sending import Post, Sending

ARMS = ("bread", "rolls", "holdout")
TITLES = {"bread": "The oven is warm", "rolls": "Rolls for the weekend"}


async def buyer(world: World, name: str, store: str | None) -> Life:
    """Somebody who bought at a store, or on the web."""
    someone = await joins(world, name, "Europe/Sofia", "EUR", "en", ("push",))
    await someone.buys("5.00", **({"store": store} if store else {}))
    return someone


async def buyers_in_sofia(post: Post) -> list[Life]:
    """As many as chance takes to have twelve in each group: of fewer than ten the report says nothing."""
    found: list[Life] = []
    while min(len(arm) for arm in (await by_arm(found)).values()) < 12:
        stores = ("vitosha", "lozenets")
        found += [await buyer(post.world, f"sofia{len(found) + number}", stores[number % 2]) for number in range(20)]
    return found


async def by_arm(members: Sequence[Life]) -> dict[str, list[Life]]:
    """Which members are in which group, as the staff sees it."""
    arms = await asyncio.gather(*(arm_of(one, "bread-or-rolls") for one in members))
    return {arm: [one for one, of in zip(members, arms, strict=True) if of == arm] for arm in ARMS}


def pushed_to(post: Post, title: str) -> list[str]:
    return sorted(device for device, shown in post.pushed if shown == title)


async def test_a_pilot_in_one_city_is_compared_and_then_widened(send: Sending) -> None:
    async with send("pilot") as post:
        await starts(post, "bread-or-rolls")
        in_sofia = await buyers_in_sofia(post)
        elsewhere = [await buyer(post.world, f"else{number}", store) for number, store in enumerate(("varna", None))]
        moved = await buyer(post.world, "moved", "vitosha")
        arms, seen = await by_arm(in_sofia), await estimated(post.world, "bread-or-rolls")
        assert seen["heldOut"] + seen["reached"] == len(in_sofia) + 1

        # Friday, four in the afternoon. Whoever buys in Varna meanwhile is in the pilot no longer.
        await post.passes("4d", "1h", "50min")
        await moved.buys("5.00", store="varna")
        assert post.pushed == []
        await post.passes("10min")
        for arm, title in TITLES.items():
            assert pushed_to(post, title) == sorted(one.name for one in arms[arm])
        for one in arms["holdout"]:
            assert (await inbox(one), await explained(one, "bread-or-rolls")) == ([], [("push", "HOLDOUT")])
        for one in (*elsewhere, moved):
            assert await inbox(one) == []

        # Bread brings everybody back within the week, rolls nobody; nor does anybody come who heard nothing.
        await opens(arms["bread"][0], post.pushed_data(arms["bread"][0].name)["message"])
        await post.passes("1d")
        for one in arms["bread"]:
            await one.buys("10.00", store="vitosha")
        report = await reported(post.world, "bread-or-rolls")
        bread, rolls, held = (report["arms"][name] for name in ("bread", "rolls", "holdout"))
        everybody = await by_arm([*in_sofia, moved])
        assert {name: arm["members"] for name, arm in report["arms"].items()} == {
            name: len(members) for name, members in everybody.items()
        }, "whoever left counts in the group that chance had put them into"
        assert (bread["reached"], bread["spend"]) == (len(arms["bread"]), 1000 * len(arms["bread"]))
        assert (rolls["reached"], held["reached"], report["opened"]) == (0, 0, 1)
        effects = {one["name"]: one["response"]["effect"] for one in report["compared"]}
        assert (effects["bread"], effects["rolls"]) == ("MORE", "NONE_SHOWN")

        # It went well, and Mia widens it. It comes to the others at four again, and to nobody twice.
        before = len(post.pushed)
        await widens(post, "bread-or-rolls")
        await post.passes("1d")
        others = await by_arm([*elsewhere, moved])
        told = [one for arm, members in others.items() if arm != "holdout" for one in members]
        assert sorted(device for device, _ in post.pushed[before:]) == sorted(one.name for one in told)
