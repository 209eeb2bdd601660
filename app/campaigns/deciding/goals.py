"""Goals: whether members have done what a campaign is for, after its message."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from app.campaigns.model import Goal
from app.engine.activities import Return, Reversal
from app.engine.goals import kinds_about, reached_at
from app.programme.model import Programme
from app.storage.client import Database, Row

TOLD = {"member": 1, "number": 1, "kind": 1, "at": 1, "said": 1, "outcomes": 1}


@dataclass(frozen=True, slots=True)
class Awaited:
    """A goal that counts for a member from `since` on. `name` tells it from others."""

    name: str
    member: str
    goal: Goal
    since: datetime


async def reached(database: Database, programme: Programme, awaited: Iterable[Awaited]) -> set[str]:
    """The names of those of these goals that members have reached."""
    wanted = list(awaited)
    if not wanted:
        return set()
    kinds: set[str] | None = set()
    for goal in {one.goal for one in wanted}:
        about = kinds_about(goal)
        kinds = None if kinds is None or about is None else kinds | about
    rows = await done_by(database, [one.member for one in wanted], kinds, min(one.since for one in wanted))
    return {
        one.name for one in wanted if reached_at(programme, one.goal, rows.get(one.member, ()), one.since) is not None
    }


async def done_by(
    database: Database,
    members: Collection[str],
    kinds: Collection[str] | None,
    since: datetime,
    until: datetime | None = None,
) -> dict[str, list[Row]]:
    """What each of these members did from `since` on, in its order; None for all kinds.

    What was done after `until` is left out, but for what takes back what was done before.
    """
    wanted: Row = {"member": {"$in": list(members)}, "at": {"$gte": since}}
    if kinds is not None:
        wanted["kind"] = {"$in": list(kinds)}
        if until is not None:
            wanted["$or"] = [{"at": {"$lte": until}}, {"kind": {"$in": [Return.kind, Reversal.kind]}}]
    found: dict[str, list[Row]] = {}
    async for row in database.activities.find(wanted, TOLD).sort([("member", 1), ("number", 1)]):
        found.setdefault(row["member"], []).append(row)
    return found
