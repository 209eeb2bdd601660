"""Mission 1, Kipling Friends: points for each invitation sent, joined and bought, and a game of monkeys."""

from typing import Any

from journey_world import Journey, Travel, key
from referral_life import accepts, brings_back, buys, codes, held, home, invites, joins, latest, rules

BRUSSELS = "Europe/Brussels"
TERMS = "{ programme { referral { name words } mascotGames { id words } } }"
START = """mutation($input: StartMascotRoundInput!) { done: startMascotRound(input: $input) {
    round { id appearances { number startMs x y } } userErrors { code } } }"""
FINISH = """mutation($input: FinishMascotRoundInput!) { done: finishMascotRound(input: $input) {
    round { state score paid } userErrors { code } } }"""


async def test_a_life_with_friends(travel: Travel) -> None:
    async with travel("friends") as journey:
        await joins(journey, "anna", BRUSSELS)

        # The terms are told before anybody does anything.
        told = (await journey.member("anna", TERMS))["programme"]["referral"]
        assert told["name"] == "Bring your friends"
        assert "100 points for you for that friend's first purchase of €20.00 or more" in told["words"]

        # Each invitation pays, up to three in a week.
        sent = [await invites(journey, "anna", device="phone-a") for _ in range(4)]
        assert [rules(one) for one in sent] == [{"referral:sent": 5}] * 3 + [{}]
        assert (await home(journey, "anna"))["referral"]["limits"]["paidInvitationsLeft"] == 0
        first, second = [one["invitation"]["code"] for one in sent[:2]]
        assert sent[0]["invitation"]["link"] == f"https://friends.example.org/join?code={first}"

        # Nobody is their own friend: neither by code nor on the same phone.
        assert codes(await accepts(journey, "anna", first)) == ["OWN_INVITATION"]
        await joins(journey, "second-account", BRUSSELS)
        assert codes(await accepts(journey, "second-account", first, device="phone-a")) == ["SAME_DEVICE"]

        # A friend joins: both are rewarded, and Anna is told that somebody came, not who.
        await joins(journey, "boris", BRUSSELS)
        assert rules(await accepts(journey, "boris", first.lower(), device="phone-b")) == {"referral:welcome": 25}
        assert await latest(journey, "anna") == (
            "friend_joined",
            ["A friend has joined by your invitation", "Points +50"],
        )
        assert codes(await accepts(journey, "boris", second)) == ["ALREADY_INVITED"]
        assert codes(await accepts(journey, "second-account", first)) == ["INVITATION_USED"]

        # The first purchase of 20 euros or more counts, on both sides.
        small = await buys(journey, "boris", "r1", "19.99", "EUR")
        assert small["reasons"][-1]["message"] == "it is less than 20.00 EUR"
        assert rules(await buys(journey, "boris", "r2", "40.00", "EUR")) == {"referral:first-purchase": 50}
        assert await latest(journey, "anna") == (
            "friend_bought",
            ["A friend of yours has made a first purchase", "Points +100"],
        )
        assert await held(journey, "anna") == (165, 0)

        # It comes back, and so does what it gave, once. The next one takes its place.
        assert rules(await brings_back(journey, "boris", "r2")) == {"referral:first-purchase": -50}
        assert (await latest(journey, "anna"))[0] == "friend_returned"
        assert await held(journey, "anna") == (65, 0)
        assert rules(await buys(journey, "boris", "r3", "20.00", "EUR")) == {"referral:first-purchase": 50}
        me = (await home(journey, "anna"))["referral"]
        assert me["earned"] == [{"amount": 165}]
        assert [one["stage"] for one in me["invitations"]["nodes"]] == ["SENT", "SENT", "SENT", "BOUGHT"]
        assert me["limits"]["joiningFriendsLeft"] == 19

        # Late is late: for the newcomer after a week, for the invitation after a month.
        await journey.later("8d")
        assert codes(await accepts(journey, "second-account", second)) == ["JOINED_TOO_LONG_AGO"]
        await journey.later("30d")
        await joins(journey, "clara", BRUSSELS)
        assert codes(await accepts(journey, "clara", second)) == ["INVITATION_EXPIRED"]
        await journey.check_books()


async def test_monkeys_are_caught_for_points(travel: Travel) -> None:
    async with travel("friends") as journey:
        await joins(journey, "anna", BRUSSELS)
        asked = {"idempotencyKey": key(), "game": "monkeys"}
        played = (await journey.member("anna", START, input=asked))["done"]["round"]
        await journey.later("1 minute")
        done = await finishes(journey, played)
        assert (done["state"], done["score"] >= 15) == ("PAID", True)
        assert await held(journey, "anna") == (done["paid"], 0)
        assert 15 <= done["paid"] <= 20
        await journey.check_books()


async def finishes(journey: Journey, played: Any) -> Any:
    """Every monkey caught, as a human would."""
    catches = [
        {
            "appearance": one["number"],
            "atMs": one["startMs"] + 310 + 45 * (one["number"] % 4),
            "x": one["x"],
            "y": one["y"],
        }
        for one in played["appearances"]
    ]
    asked = {"idempotencyKey": key(), "round": played["id"], "catches": catches}
    done = (await journey.member("anna", FINISH, input=asked))["done"]
    assert done["userErrors"] == []
    return done["round"]
