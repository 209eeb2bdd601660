"""Mission 13, points that expire: members know the terms beforehand, and are warned in time."""

from api_world import World
from life import Life, gave, issued, living, waits

from app.engine.sweep import sweep
from app.storage.client import Database

TERMS = "{ programme { assets { id expiryTerm } } }"
EXPIRING = """{ me { wallet { expiring(withinDays: 40) { asset { id } amount at } } activities(first: 50) { nodes {
    kind source outcomes { __typename message ... on ExpiryWarned { asset expiring expiresAt days } } } } } }"""
FIRST = "Drops: 100 expire soon; the last day to use them is September 30, 2026"


async def driver(world: World, name: str) -> Life:
    return await Life(world, name, "Europe/Kyiv", "UAH").joins()


async def warnings(someone: Life) -> list[str]:
    """What the member was ever warned of, the latest first, as their history tells it."""
    nodes = (await someone.asks(EXPIRING))["me"]["activities"]["nodes"]
    told = [(node["kind"], one) for node in nodes for one in node["outcomes"] if one["__typename"] == "ExpiryWarned"]
    assert {kind for kind, _ in told} <= {"time_passed"}
    return [one["message"] for _, one in told]


async def night(world: World, *spans: str) -> None:
    """Time passes, and the worker comes by, twice."""
    await waits(world, *spans)
    await sweep(world.backend)
    await sweep(world.backend)


async def test_everybody_is_warned_in_time_of_what_they_would_lose_and_of_nothing_else(database: Database) -> None:
    async with living(database, "expiring") as world:
        anna, boris, cleo = [await driver(world, name) for name in ("anna", "boris", "cleo")]
        drops, summer_drops = [one["expiryTerm"] for one in (await cleo.asks(TERMS))["programme"]["assets"]]
        assert drops == (
            "Drops expire 6 months after you earn them, at the end of the month; we warn you 30 and 7 days before"
        )
        assert summer_drops.endswith("at the end of the day; we warn you 3 days before")
        assert gave(await anna.buys("700.00")) == {"drops-for-purchases": 70}
        assert gave(await boris.buys("1000.00", "r1")) == {"drops-for-purchases": 100}
        await night(world, "20d")  # in the same month: one date for both purchases
        assert gave(await anna.buys("300.00")) == {"drops-for-purchases": 30}

        await night(world, "5 months", "9d")  # 31 August, one day too early
        for one in (anna, boris, cleo):
            assert await warnings(one) == []
        await night(world, "1d")
        assert await warnings(anna) == [FIRST]
        [soon] = (await anna.asks(EXPIRING))["me"]["wallet"]["expiring"]
        assert (soon["amount"], soon["at"]) == (100, "2026-09-30T21:00:00.000Z")
        latest = (await anna.asks(EXPIRING))["me"]["activities"]["nodes"][0]
        assert (latest["kind"], latest["source"]) == ("time_passed", "time")
        assert latest["outcomes"] == [
            {
                "__typename": "ExpiryWarned",
                "message": FIRST,
                "asset": "drops",
                "expiring": 100,
                "expiresAt": "2026-09-30T21:00:00.000Z",
                "days": 30,
            }
        ]
        assert await warnings(boris) == [FIRST]
        assert await warnings(cleo) == [], "nothing to lose, nothing said"

        # Boris spends all of it in time. Anna spends a part, and earns what burns much later.
        assert issued(await boris.in_the_app("buyReward", offer="car-wash")) == ["car-wash"]
        assert issued(await anna.in_the_app("buyReward", offer="coffee")) == ["coffee"]
        await anna.buys("500.00")
        await night(world, "22d")  # 23 September
        assert await warnings(anna) == [FIRST]
        await night(world, "1d")
        second = "Drops: 70 expire soon; the last day to use them is September 30, 2026"
        assert await warnings(anna) == [second, FIRST]
        assert await warnings(boris) == [FIRST]

        await night(world, "7d")
        assert await anna.balance("drops") == 50, "what was earned in September burns in March"
        assert await warnings(anna) == [second, FIRST]
        assert await warnings(boris) == [FIRST]
        assert await warnings(cleo) == []


async def test_a_coffee_handed_back_is_warned_of_once_more_only_where_that_is_due(database: Database) -> None:
    async with living(database, "expiring") as world:
        anna = await driver(world, "anna")
        await anna.buys("300.00")
        await night(world, "5 months", "25d")  # 27 August
        assert issued(await anna.in_the_app("buyReward", offer="coffee")) == ["coffee"]
        await night(world, "5d")
        assert await warnings(anna) == [], "spent, there is nothing to lose"
        [coffee] = await anna.vouchers()
        assert (await anna.in_the_app("handBackVoucher", voucherId=coffee["id"]))["userErrors"] == []
        await night(world, "1h")
        assert await warnings(anna) == ["Drops: 30 expire soon; the last day to use them is September 30, 2026"]
        await night(world, "1d")
        assert len(await warnings(anna)) == 1


async def test_drops_of_a_summers_day_have_a_date_and_a_warning_of_their_own(database: Database) -> None:
    async with living(database, "expiring") as world:
        anna = await driver(world, "anna")
        await night(world, "4 months", "2d")  # 4 July
        assert gave(await anna.buys("50.00")) == {"drops-for-purchases": 5, "summer-weekend": 20}
        await night(world, "11d")
        assert await warnings(anna) == []
        await night(world, "1d")  # 16 July
        assert await warnings(anna) == ["Summer drops: 20 expire soon; the last day to use them is July 18, 2026"]
        assert issued(await anna.in_the_app("buyReward", offer="ice-cream")) == ["ice-cream"]
        await night(world, "4d")
        assert await anna.balance("summer-drops") == 0
        assert len(await warnings(anna)) == 1
