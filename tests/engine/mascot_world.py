"""The small programme with mascot games, and rounds of them in few words."""

from datetime import timedelta
from typing import Any

import pytest
from engine_examples import does, everything, state_of, wallet
from engine_programme import PROGRAMME

from app.clock import FixedClock
from app.engine.activities import Activity, RoundApproval, RoundFinish, RoundRejection, RoundStart
from app.engine.backend import Backend
from app.engine.record import Recorded
from app.errors import Refusal
from app.mascot.round import Catch, Round, round_id
from app.places.position import Position

DAM = Position(52.3731, 4.8926)

WITH_GAMES = f"""{PROGRAMME}
mascots:
  magpies:
    name: Magpies
    asset: points
    round_s: 20
    appearances: 8
    visible_ms: 1000
    hit_radius: 80
    daily_cap: 20
    kinds: [{{id: magpie, name: Magpie, worth: 2}}]
  once:
    name: Once a day
    asset: points
    round_s: 5
    appearances: 1
    visible_ms: 1000
    hit_radius: 80
    daily_cap: 100
    rounds_per_day: 1
    kinds: [{{id: magpie, name: Magpie, worth: 1}}]
  dam:
    name: At the Dam
    asset: points
    round_s: 5
    appearances: 1
    visible_ms: 1000
    hit_radius: 80
    daily_cap: 100
    eligible: member.visits == 0
    near: [{{latitude: 52.3731, longitude: 4.8926, radius_m: 150}}]
    kinds: [{{id: magpie, name: Magpie, worth: 1}}]
"""


async def opened(backend: Backend, member: str) -> Round:
    """The member's open round."""
    found = (await state_of(backend, member)).mascot_state.open
    assert found is not None
    return found


def perfect(played: Round, reaction_ms: int | None = None) -> tuple[Catch, ...]:
    """All mascots caught, with a human's reactions unless told."""
    return tuple(
        Catch(number, one.start_ms + (300 + 41 * (number % 4) if reaction_ms is None else reaction_ms), one.x, one.y)
        for number, one in enumerate(played.appearances)
    )


def start(game: str = "magpies", near: Position | None = None) -> RoundStart:
    return RoundStart(game=game, near=near)


def report(member: str, played: Round, catches: tuple[Catch, ...]) -> RoundFinish:
    return RoundFinish(round=round_id(member, played.game, played.number), catches=catches)


async def plays(
    backend: Backend, clock: FixedClock, member: str, key: str, *, game: str = "magpies", reaction_ms: int | None = None
) -> Recorded:
    """A perfect round from its start to its end."""
    await does(backend, member, start(game), f"{key}-start")
    played = await opened(backend, member)
    clock.instant += timedelta(seconds=played.round_s)
    return await does(backend, member, report(member, played, perfect(played, reaction_ms)), f"{key}-finish")


def approval(played: str) -> RoundApproval:
    return RoundApproval(round=played, author="sam")


def rejection(played: str, reason: str = "A program played it.") -> RoundRejection:
    return RoundRejection(round=played, reason=reason, author="sam")


def outcome(recorded: Recorded, kind: str) -> dict[str, Any]:
    """The one outcome of this type."""
    [found] = [one for one in recorded["outcomes"] if one["type"] == kind]
    return dict(found)


async def points(backend: Backend, member: str) -> int:
    return (await wallet(backend, member)).get("points", 0)


async def refused(backend: Backend, member: str, activity: Activity, key: str = "refused") -> tuple[str, str | None]:
    """The code and field it is refused with; and nothing at all was written."""
    before = await everything(backend.database)
    with pytest.raises(Refusal) as raised:
        await does(backend, member, activity, key)
    assert str(raised.value)
    assert await everything(backend.database) == before
    return raised.value.code, (raised.value.field or (None,))[0]
