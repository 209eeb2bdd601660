"""What is refused of mascot games over the API, and what waits for review, as the app sees it."""

import pytest
from mascot_play import DAM, NODE, WITH_GAMES, codes, finish, games, perfect, play, start, stored_round
from member_world import World, key

from app.engine.activities import RoundApproval, RoundRejection
from app.engine.record import record


@pytest.fixture
def programme() -> str:
    return WITH_GAMES


async def test_a_start_beside_an_open_round_is_refused_and_shows_it(world: World) -> None:
    await world.join()
    first = (await start(world))["round"]
    refused = await start(world, "dam", near=DAM)
    assert refused["round"] is None
    assert refused["outcomes"] == []
    assert refused["openRound"]["id"] == first["id"]
    [error] = refused["userErrors"]
    assert (error["__typename"], error["code"], error["round"]) == (
        "RoundAlreadyOpenError",
        "ROUND_ALREADY_OPEN",
        first["id"],
    )
    assert (error["game"], error["closesAt"]) == ("magpies", "2026-03-02T12:00:50.000Z")
    shown = (await games(world))["dam"]
    assert (shown["canStart"], shown["blockedBy"]["code"]) == (False, "ROUND_ALREADY_OPEN")
    world.later(seconds=51)
    assert (await world.ask(NODE, id=first["id"]))["node"]["state"] == "EXPIRED"
    assert (await games(world))["magpies"]["openRound"] is None
    again = await start(world)
    assert [one["__typename"] for one in again["outcomes"]] == ["RoundExpired", "RoundStarted"]
    assert (await world.ask(NODE, id=first["id"]))["node"]["state"] == "EXPIRED"


async def test_reports_that_cannot_be_are_refused_with_their_facts(world: World) -> None:
    await world.join()
    await world.join("boris")
    played = (await start(world))["round"]
    catches = perfect(played)
    [fast] = (await finish(world, played["id"], catches))["userErrors"]
    assert (fast["code"], fast["field"], fast["retryable"]) == ("ROUND_TOO_FAST", ["input", "round"], True)
    assert fast["readyAt"] > "2026-03-02T12:00:05"
    world.later(seconds=20)
    assert codes(await finish(world, "nonsense", catches)) == [("UNKNOWN_ROUND", ["input", "round"])]
    assert codes(await finish(world, played["id"], catches, "boris")) == [("UNKNOWN_ROUND", ["input", "round"])]
    crowd = [catches[0]] * 121
    assert codes(await finish(world, played["id"], crowd)) == [("TOO_MANY_CATCHES", ["input", "catches"])]
    done = await finish(world, played["id"], catches)
    assert done["userErrors"] == []
    second = await finish(world, played["id"], catches)
    assert codes(second) == [("ROUND_ALREADY_FINISHED", ["input", "round"])]
    assert (second["round"], second["member"]) == (None, done["member"])
    late = (await start(world))["round"]
    world.later(seconds=51)
    refused = await finish(world, late["id"], perfect(late))
    assert codes(refused) == [("ROUND_TOO_LATE", ["input", "round"])]
    assert refused["game"]["id"] == "magpies"


async def test_starts_that_cannot_be_are_refused(world: World) -> None:
    assert codes(await start(world)) == [("NOT_JOINED", None)]
    await world.join()
    unknown = await start(world, "owls")
    assert (codes(unknown), unknown["game"]) == ([("UNKNOWN_MASCOT_GAME", ["input", "game"])], None)
    for _ in range(4):
        await finish(world, (await start(world))["round"]["id"], [])
    [error] = (await start(world))["userErrors"]
    assert (error["code"], error["__typename"], error["roundsPerDay"], error["nextAt"]) == (
        "NO_ROUND_LEFT",
        "NoRoundLeftError",
        4,
        "2026-03-02T23:00:00.000Z",
    )
    assert (await games(world))["magpies"]["roundsLeft"] == 0


@pytest.mark.parametrize(
    "programme", [WITH_GAMES.replace("daily_cap: 15\n", "daily_cap: 15\n    eligible: member.purchases >= 1\n")]
)
async def test_a_game_for_some_is_not_started_by_others(world: World) -> None:
    await world.join()
    before = await world.dump()
    assert codes(await start(world)) == [("NOT_ELIGIBLE_TO_PLAY", None)]
    assert await world.dump() == before
    await world.buys(100)
    assert (await start(world))["userErrors"] == []


async def test_a_game_of_a_place_is_played_there(world: World) -> None:
    await world.join()
    assert codes(await start(world, "dam")) == [("POSITION_NEEDED", ["input", "near"])]
    nowhere = {"latitude": 91, "longitude": 0}
    assert codes(await start(world, "dam", near=nowhere)) == [("INVALID_POSITION", ["input", "near"])]
    [error] = (await start(world, "dam", near={"latitude": 52.3731, "longitude": 4.8970}))["userErrors"]
    assert (error["code"], error["__typename"], error["missingM"]) == ("TOO_FAR_AWAY", "TooFarAwayError", 149)
    asked = """query($near: PositionInput) { me { mascotGames { canStart(near: $near) blockedBy(near: $near) {
        code field } } } }"""
    [_, there] = (await world.ask(asked, near=DAM))["me"]["mascotGames"]
    assert there == {"canStart": True, "blockedBy": None}
    [_, unsaid] = (await world.ask(asked))["me"]["mascotGames"]
    assert unsaid == {"canStart": False, "blockedBy": {"code": "POSITION_NEEDED", "field": ["near"]}}
    assert (await start(world, "dam", near=DAM))["userErrors"] == []


async def test_an_inhuman_round_is_in_review_until_staff_approve_it(world: World) -> None:
    await world.join()
    payload = await play(world, reaction_ms=30)
    assert (payload["round"]["state"], payload["round"]["score"], payload["round"]["paid"]) == ("IN_REVIEW", 12, 0)
    [told] = payload["outcomes"]
    assert (told["__typename"], told["score"], told["paid"]) == ("InReview", 12, 0)
    assert told["message"] == "Catch the magpie: our staff look at this round before it is paid"
    assert payload["member"]["wallet"]["balance"]["available"] == 0
    assert (await games(world))["magpies"]["recentRounds"]["nodes"][0]["state"] == "IN_REVIEW"

    stored = stored_round(payload["round"]["id"])
    approving = RoundApproval(round=stored, author="sam")
    await record(world.backend, await world.member(), approving, key(), "staff:sam")
    after = (await world.ask(NODE, id=payload["round"]["id"]))["node"]
    assert (after["state"], after["paid"]) == ("APPROVED", 12)
    assert (await games(world))["magpies"]["paidToday"] == 12


async def test_the_member_reads_why_a_round_was_rejected(world: World) -> None:
    await world.join()
    played = (await play(world, reaction_ms=30))["round"]
    rejecting = RoundRejection(round=stored_round(played["id"]), reason="Played by a program.", author="sam")
    await record(world.backend, await world.member(), rejecting, key(), "staff:sam")
    [shown] = (await games(world))["magpies"]["recentRounds"]["nodes"]
    assert shown == {
        "id": played["id"],
        "state": "REJECTED",
        "score": 12,
        "paid": 0,
        "rejectedBecause": "Played by a program.",
    }
    asked = "{ me { activities(first: 1) { nodes { source outcomes { __typename message } } } } }"
    assert (await world.ask(asked))["me"]["activities"]["nodes"] == [
        {
            "source": "staff",
            "outcomes": [
                {
                    "__typename": "RoundRejected",
                    "message": "Catch the magpie: the round was rejected: Played by a program.",
                }
            ],
        }
    ]


async def test_a_round_is_nobody_elses_business(world: World) -> None:
    await world.join()
    await world.join("boris")
    open_one = (await start(world))["round"]["id"]
    assert (await world.ask(NODE, "boris", id=open_one))["node"] is None
    world.later(seconds=20)
    await finish(world, open_one, [])
    assert (await world.ask(NODE, "boris", id=open_one))["node"] is None
    assert (await games(world, "boris"))["magpies"]["recentRounds"]["nodes"] == []
