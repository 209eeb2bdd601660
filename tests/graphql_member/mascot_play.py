"""Mascot games over the member API, in few words."""

from typing import Any

from member_world import PROGRAMME, World, key

from graphql_schema.ids import parse_global_id

WITH_GAMES = (
    PROGRAMME
    + """
mascots:
  magpies:
    name: {en: Catch the magpie, uk: Злови сороку}
    asset: points
    round_s: 20
    appearances: 6
    visible_ms: 1000
    hit_radius: 80
    daily_cap: 15
    rounds_per_day: 4
    kinds: [{id: magpie, name: {en: Magpie, uk: Сорока}, worth: 2}]
  dam:
    name: At the Dam
    asset: points
    round_s: 5
    appearances: 1
    visible_ms: 1000
    hit_radius: 80
    daily_cap: 1
    near: [{latitude: 52.3731, longitude: 4.8926, radius_m: 150}]
    kinds: [{id: magpie, name: Magpie, weight: 9, worth: 1}, {id: golden, name: Golden, worth: 5}]
"""
)
DAM = {"latitude": 52.3731, "longitude": 4.8926}
ROUND = """
    fragment Round on MascotRound {
        id game state startedAt endsAt closesAt endedAt hitRadius asset { id } score paid rejectedBecause
        appearances { number kind startMs endMs x y worth } catches { appearance atMs x y counts refused }
    }
"""
ERRORS = """
    __typename code message field retryable ... on RoundAlreadyOpenError { round game closesAt }
    ... on RoundTooFastError { readyAt } ... on NoRoundLeftError { roundsPerDay nextAt }
    ... on TooFarAwayError { missingM }
"""
GAME = f"id name canStart blockedBy {{ {ERRORS} }} paidToday dailyCap roundsLeft openRound {{ id }}"
START = f"""
    mutation Start($input: StartMascotRoundInput!) {{ startMascotRound(input: $input) {{
        round {{ ...Round }} openRound {{ id }} game {{ {GAME} }} member {{ id }}
        outcomes {{ __typename message ... on AboutRound {{ game roundId }} }} userErrors {{ {ERRORS} }}
    }} }} {ROUND}
"""
FINISH = f"""
    mutation Finish($input: FinishMascotRoundInput!) {{ finishMascotRound(input: $input) {{
        round {{ ...Round }} game {{ {GAME} }} member {{ wallet {{ balance(asset: "points") {{ available }} }} }}
        outcomes {{ __typename message ... on ScoredRound {{ game roundId asset score paid }}
                    ... on Earned {{ rule amount }} }}
        userErrors {{ {ERRORS} }}
    }} }} {ROUND}
"""
ME = f"""{{ me {{ mascotGames {{ {GAME} terms {{ words roundS places {{ radiusM }} kinds {{ name weight worth }} }}
    recentRounds {{ nodes {{ id state score paid rejectedBecause }} pageInfo {{ hasNextPage endCursor }} }} }} }} }}"""
NODE = "query($id: ID!) { node(id: $id) { ...Round } }" + ROUND


async def start(world: World, game: str = "magpies", who: str = "anna", **more: Any) -> Any:
    asked = {"idempotencyKey": key(), "game": game, **more}
    return (await world.ask(START, who, input=asked))["startMascotRound"]


async def finish(world: World, played: str, catches: list[dict[str, int]], who: str = "anna", **more: Any) -> Any:
    asked = {"idempotencyKey": key(), "round": played, "catches": catches, **more}
    return (await world.ask(FINISH, who, input=asked))["finishMascotRound"]


def perfect(played: Any, reaction_ms: int | None = None) -> list[dict[str, int]]:
    """Every mascot caught in its middle; with a human's reactions unless told."""
    return [
        {
            "appearance": one["number"],
            "atMs": one["startMs"] + (310 + 45 * (one["number"] % 4) if reaction_ms is None else reaction_ms),
            "x": one["x"],
            "y": one["y"],
        }
        for one in played["appearances"]
    ]


async def play(world: World, reaction_ms: int | None = None) -> Any:
    """A perfect round, from start to end."""
    played = (await start(world))["round"]
    world.later(seconds=20)
    return await finish(world, played["id"], perfect(played, reaction_ms))


async def games(world: World, who: str = "anna") -> dict[str, Any]:
    return {game["id"]: game for game in (await world.ask(ME, who))["me"]["mascotGames"]}


def codes(payload: Any) -> list[tuple[str, list[str] | None]]:
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


def stored_round(global_round: str) -> str:
    parsed = parse_global_id(global_round)
    assert parsed is not None
    return parsed[1]
