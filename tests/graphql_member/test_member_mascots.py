"""Playing mascot games over the API: the plan, the score, and what is paid, as the app sees them."""

import asyncio

import pytest
from mascot_play import NODE, START, WITH_GAMES, finish, games, perfect, play, start
from member_world import World, key


@pytest.fixture
def programme() -> str:
    return WITH_GAMES


async def test_a_round_is_planned_by_the_server_and_shown_whole(world: World) -> None:
    await world.join()
    payload = await start(world)
    played = payload["round"]
    assert payload["userErrors"] == []
    assert [one["number"] for one in played["appearances"]] == list(range(6))
    assert all(one["endMs"] - one["startMs"] == 1000 for one in played["appearances"])
    assert (played["state"], played["score"], played["paid"], played["catches"]) == ("OPEN", None, 0, [])
    assert (played["startedAt"], played["endsAt"], played["closesAt"]) == (
        "2026-03-02T12:00:00.000Z",
        "2026-03-02T12:00:20.000Z",
        "2026-03-02T12:00:50.000Z",
    )
    assert payload["outcomes"] == [
        {
            "__typename": "RoundStarted",
            "message": "Catch the magpie: a round has started",
            "game": "magpies",
            "roundId": played["id"],
        }
    ]
    assert payload["openRound"]["id"] == payload["game"]["openRound"]["id"] == played["id"]
    assert payload["game"]["roundsLeft"] == 3
    assert (await world.ask(NODE, id=played["id"]))["node"] == played


async def test_a_report_is_judged_and_paid_by_the_server(world: World) -> None:
    await world.join()
    played = (await start(world))["round"]
    world.later(seconds=20)
    catches = perfect(played)
    catches[1] |= {"x": catches[1]["x"] - 81}
    catches.insert(1, catches[0])
    payload = await finish(world, played["id"], catches)
    assert payload["userErrors"] == []
    assert [one["refused"] for one in payload["round"]["catches"]] == [
        None, "REPEATED", "OUTSIDE_HIT_BOX", None, None, None, None,
    ]  # fmt: skip
    assert [one["counts"] for one in payload["round"]["catches"]].count(True) == 5
    assert (payload["round"]["state"], payload["round"]["score"], payload["round"]["paid"]) == ("PAID", 10, 10)
    finished, earned = payload["outcomes"]
    assert (finished["__typename"], finished["message"]) == ("RoundFinished", "Catch the magpie: 5 caught")
    assert (earned["__typename"], earned["rule"], earned["amount"]) == ("Earned", "mascot:magpies", 10)
    assert payload["member"]["wallet"]["balance"]["available"] == 10
    assert (payload["game"]["paidToday"], payload["game"]["openRound"]) == (10, None)
    assert (await world.ask(NODE, id=played["id"]))["node"] == payload["round"]


async def test_beyond_the_daily_cap_the_member_is_told_what_was_not_paid(world: World) -> None:
    await world.join()
    await play(world)
    second = await play(world)
    assert (second["round"]["score"], second["round"]["paid"]) == (12, 3)
    assert second["outcomes"][0]["message"] == (
        "Catch the magpie: 6 caught; the daily cap is reached, so 3 of 12 were paid"
    )
    assert (await games(world))["magpies"]["paidToday"] == 15
    reasons = await world.ask("{ me { activities(first: 1) { nodes { kind reasons { rule message } } } } }")
    assert reasons["me"]["activities"]["nodes"] == [
        {
            "kind": "round_finish",
            "reasons": [{"rule": "mascot:magpies", "message": "the daily cap of 15 is reached: 3 of 12 were paid"}],
        }
    ]


async def test_rounds_come_in_pages_the_latest_first(world: World) -> None:
    await world.join()
    played = [(await play(world))["round"]["id"] for _ in range(3)]
    page = """query($after: String) { me { mascotGames { recentRounds(first: 2, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } } } } }"""
    first = (await world.ask(page))["me"]["mascotGames"][0]["recentRounds"]
    assert [one["id"] for one in first["nodes"]] == [played[2], played[1]]
    rest = (await world.ask(page, after=first["pageInfo"]["endCursor"]))["me"]["mascotGames"][0]["recentRounds"]
    assert [one["id"] for one in rest["nodes"]] == [played[0]]
    assert rest["pageInfo"]["hasNextPage"] is False


async def test_fifty_sends_of_one_start_are_one_round_and_fifty_equal_answers(world: World) -> None:
    await world.join()
    asked = {"idempotencyKey": key(), "game": "magpies"}
    sent = await asyncio.gather(*(world.ask(START, input=asked) for _ in range(50)))
    assert all(one == sent[0] for one in sent)
    assert sent[0]["startMascotRound"]["round"] is not None
    assert await world.backend.database.activities.count_documents({"kind": "round_start"}) == 1


async def test_the_programme_tells_how_a_game_pays_in_words(world: World) -> None:
    await world.join(language="uk")
    magpies = (await games(world))["magpies"]
    assert magpies["name"] == "Злови сороку"
    assert magpies["terms"]["kinds"] == [{"name": "Сорока", "weight": 1, "worth": 2}]
    published = await world.ask(
        """{ programme(language: "en") { mascotGames {
        id words appearances roundsPerDay dailyCap places { latitude longitude radiusM } } } }""",
        "nobody",
    )
    assert published["programme"]["mascotGames"] == [
        {
            "id": "magpies",
            "words": "2 points for each catch, up to 15 points a day",
            "appearances": 6,
            "roundsPerDay": 4,
            "dailyCap": 15,
            "places": [],
        },
        {
            "id": "dam",
            "words": "1 to 5 points for each catch, up to 1 point a day",
            "appearances": 1,
            "roundsPerDay": None,
            "dailyCap": 1,
            "places": [{"latitude": 52.3731, "longitude": 4.8926, "radiusM": 150}],
        },
    ]
