"""A mascot game, and the arguments of a round that nothing speaks against."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.mascot.catch import counting
from app.mascot.round import Catch, Round
from app.mascot.rules import Finished, Started, finish, start
from app.mascot.state import MascotState
from app.programme.model import MascotGame

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ROOT = bytes(range(32))
MEMBER = "mem_anna"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GAME: dict[str, Any] = {
    "name": "Catch the magpie",
    "asset": "points",
    "round_s": 30,
    "appearances": 10,
    "visible_ms": 1000,
    "hit_radius": 80,
    "daily_cap": 1000,
    "kinds": [
        {"id": "magpie", "name": "Magpie", "weight": 9, "worth": 1},
        {"id": "golden", "name": "Golden magpie", "weight": 1, "worth": 5},
    ],
}


def game_with(**fields: Any) -> MascotGame:
    return MascotGame.model_validate(GAME | fields)


def start_with(game: MascotGame | None = None, **arguments: Any) -> Started:
    """A start by somebody who has never played, unless the arguments say otherwise."""
    usual: dict[str, Any] = {
        "member": MEMBER,
        "game_id": "magpies",
        "game": game or game_with(),
        "state": MascotState(),
        "root": ROOT,
        "unmet": None,
        "near": None,
        "now": NOON,
        "zone": AMSTERDAM,
    }
    return start(**usual | arguments)


def finish_with(started: Started, catches: Sequence[Catch], *, after_s: float = 30) -> Finished:
    """A report so long after the start of the round."""
    now = started.round.started_at + timedelta(seconds=after_s)
    return finish(member=MEMBER, state=started.state, catches=catches, now=now)


def catch_of(played: Round, number: int, reaction_ms: int | None = None, **changed: int) -> Catch:
    """A catch that counts, in the middle of the mascot; with a human's reactions unless told."""
    mascot = played.appearances[number]
    reaction_ms = 300 + 37 * (number % 5) if reaction_ms is None else reaction_ms
    return Catch(number, mascot.start_ms + reaction_ms, mascot.x, mascot.y)._replace(**changed)


def all_of(played: Round, reaction_ms: int | None = None) -> list[Catch]:
    """A perfect round."""
    return [catch_of(played, number, reaction_ms) for number in range(len(played.appearances))]


def refusals_in(finished: Finished) -> list[str | None]:
    """How each catch was judged: None for one that counts."""
    return [one.refused.value if one.refused else None for one in finished.ended.catches]


def caught_in(finished: Finished) -> list[int]:
    """The appearances that were caught."""
    return [catch.appearance for catch in counting(finished.ended.catches)]
