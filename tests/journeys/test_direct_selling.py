"""Mission 18, two-level referral: a reward for the friend's order, and a small one for the friend's friend's."""

from itertools import pairwise

from journey_world import Travel
from referral_life import accepts, brings_back, buys, codes, held, home, invites, joins, latest, rules

SOFIA = "Europe/Sofia"


async def test_a_circle_that_grows(travel: Travel) -> None:
    async with travel("direct-selling") as journey:
        # Four people, each brought by the one before. Nothing is paid for sending or joining.
        people = ["anna", "boris", "clara", "dora"]
        await joins(journey, "anna", SOFIA)
        for inviter, friend in pairwise(people):
            code = (await invites(journey, inviter))["invitation"]["code"]
            await joins(journey, friend, SOFIA)
            assert rules(await accepts(journey, friend, code)) == {}
        assert [await held(journey, who) for who in people] == [(0, 0)] * 4

        # Boris orders: Anna gets something. Clara orders: Boris does, and Anna a little.
        assert rules(await buys(journey, "boris", "b1", "60.00", "BGN")) == {"referral:first-purchase": 100}
        assert rules(await buys(journey, "clara", "c1", "60.00", "BGN")) == {"referral:first-purchase": 100}
        kind, [why, earned] = await latest(journey, "anna")
        assert (kind, why) == ("friend_of_friend_bought", "Somebody whom your friend brought has made a first purchase")
        assert earned.startswith("Bonus points +40, to be spent from ")
        assert await held(journey, "anna") == (0, 240)

        # Dora is three steps away from Anna: too far.
        await buys(journey, "dora", "d1", "60.00", "BGN")
        assert await held(journey, "anna") == (0, 240)
        assert await held(journey, "boris") == (0, 30 + 100 + 200 + 40)

        # There are no circles: nobody is brought by who came after them.
        code = (await invites(journey, "dora"))["invitation"]["code"]
        assert codes(await accepts(journey, "anna", code)) == ["NOT_NEWER_THAN_INVITER"]

        # Clara sends her order back: it takes back what it gave on both levels, though it can be spent by now.
        await journey.later("20d")
        assert await held(journey, "anna") == (240, 0)
        assert rules(await brings_back(journey, "clara", "c1")) == {"referral:first-purchase": -100}
        assert await held(journey, "anna") == (200, 0)
        assert (await latest(journey, "boris"))[0] == "friend_returned"
        assert (await home(journey, "anna"))["referral"]["earned"] == [{"amount": 200}]
        assert (await home(journey, "anna"))["referral"]["limits"]["friendsOfFriendsLeft"] == 199
        await journey.check_books()
