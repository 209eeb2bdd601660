"""Whether all recorded spins are the ones that the members' secrets lead to, with none missing."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.storage.client import Database, Row, Session
from app.wheel import store
from app.wheel.recompute import verify, verify_exported
from app.wheel.seeds import server_seed
from app.wheel.state import state_on

__all__ = ["Report", "Wrong", "verify", "verify_all", "verify_exported"]

MEMBERS_AT_ONCE = 500

Place = tuple[int, int]
"""A seed number and a nonce: where a spin stands among all spins of a member on a wheel."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What does not hold, in one spin or, when `play` is None, in all spins of the member on the wheel."""

    member: str
    wheel: str
    play: str | None
    problems: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """How many spins were checked, and what was wrong."""

    checked: int = 0
    wrong: list[Wrong] = field(default_factory=list)


async def verify_all(
    database: Database,
    member: str | None = None,
    wheel: str | None = None,
    progress: Callable[[int], None] | None = None,
    *,
    members_at_once: int = MEMBERS_AT_ONCE,
) -> Report:
    """Compute all spins again, or those of one member or wheel, and look for gaps and repeats among the nonces.

    `progress` is called after each spin with the number checked so far. Safe beside a running server: members and
    their spins are read as of one instant, some members at a time.
    """
    report = Report()
    after: str | None = ""
    while after is not None:
        async with database.client.start_session(snapshot=True) as session:
            members, condition, after = await _some_members(database, session, member, after, members_at_once)
            plays = store.plays_in_order(database, session, condition, wheel)
            await _check(members, plays, wheel, report, progress or _ignore)
    return report


async def _some_members(
    database: Database, session: Session, member: str | None, after: str, limit: int
) -> tuple[list[Row], dict[str, str], str | None]:
    """The next members, the condition that their spins meet, and after whom to go on, if at all.

    The condition is a range, so that spins of members who don't exist are found too.
    """
    if member is not None:
        row = await store.player(database, session, member)
        return [row] if row else [], {"$eq": member}, None
    rows = await store.players(database, session, after, limit)
    if len(rows) < limit:
        return rows, {"$gt": after}, None
    last: str = rows[-1]["_id"]
    return rows, {"$gt": after, "$lte": last}, last


async def _check(
    members: Iterable[Row],
    plays: AsyncIterator[Row],
    wheel: str | None,
    report: Report,
    progress: Callable[[int], None],
) -> None:
    by_id = {row["_id"]: row for row in members}
    reached: dict[tuple[str, str], Place] = {}
    async for play in plays:
        key = (play["member"], play["wheel"])
        place = (play["seed_number"], play["nonce"])
        problems = _draw_problems(play, by_id.get(play["member"])) + _place_problems(reached.get(key), place)
        reached[key] = place
        report.checked += 1
        progress(report.checked)
        if problems:
            report.wrong.append(Wrong(*key, play["_id"], tuple(problems)))
    report.wrong += _unfinished(by_id, reached, wheel)


def _draw_problems(play: Mapping[str, Any], member: Mapping[str, Any] | None) -> list[str]:
    root = member.get("wheel_root") if member else None
    if not root:
        return ["the member's secret is missing, so the spin can't be computed again"]
    return verify(play, server_seed(root, play["wheel"], play["seed_number"]))


def _place_problems(last: Place | None, place: Place) -> list[str]:
    """Whether a spin follows the last one: the next nonce under the same seed, or the first under a later seed."""
    seed_number, nonce = place
    expected = last[1] + 1 if last is not None and last[0] == seed_number else 0
    if nonce == expected:
        return []
    return [f"nonce should be {expected} under seed {seed_number}, not {nonce}"]


def _unfinished(
    members: Mapping[str, Row], reached: Mapping[tuple[str, str], Place], wheel: str | None
) -> Iterable[Wrong]:
    """Members whose last recorded spin is not the one before the next that their state says."""
    kept = {(one, name) for one, row in members.items() for name in row.get("wheels", {}) if wheel in (None, name)}
    for member, name in sorted(kept | {key for key in reached if key[0] in members}):
        state = state_on(members[member].get("wheels", {}), name, member)
        last = reached.get((member, name))
        spun = last[1] + 1 if last is not None and last[0] >= state.seed_number else 0
        if spun != state.nonce or (last is not None and last[0] > state.seed_number):
            problem = f"{state.nonce} spins are counted under seed {state.seed_number}, but the last recorded is {last}"
            yield Wrong(member, name, None, (problem,))


def _ignore(checked: int) -> None:
    """Tell nobody."""
