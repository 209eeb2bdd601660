"""Goals: whether members have done what a campaign is for, after its message."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.audience.known import words_of
from app.campaigns.model import Goal
from app.engine.activity_facts import facts_of_recorded
from app.programme.language import predicate
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import facts_of
from app.storage.client import Database, Row


@dataclass(frozen=True, slots=True)
class Awaited:
    """A goal that counts for a member from `since` on. `name` tells it from others."""

    name: str
    member: str
    goal: Goal
    since: datetime

    @property
    def until(self) -> datetime:
        """When its days are over."""
        return self.goal.within.after(self.since, ZoneInfo("UTC"))

    def is_met_by(self, row: Row) -> bool:
        """Whether an activity is of the right kind and time."""
        at: datetime = row["at"]
        return bool(row["kind"] == self.goal.of) and self.since <= at < self.until


async def reached(database: Database, programme: Programme, awaited: Iterable[Awaited]) -> Mapping[str, list[Row]]:
    """The activities that reach each of these goals, in their order, by the goal's name; none for those not reached."""
    wanted = list(awaited)
    if not wanted:
        return {}
    rows = await _activities(database, wanted)
    tests = {goal: meets(programme, goal) for goal in {one.goal for one in wanted}}
    found = {
        one.name: [row for row in rows.get(one.member, ()) if one.is_met_by(row) and tests[one.goal](row)]
        for one in wanted
    }
    return {name: met for name, met in found.items() if met}


async def _activities(database: Database, awaited: list[Awaited]) -> dict[str, list[Row]]:
    filters: Row = {
        "member": {"$in": list({one.member for one in awaited})},
        "kind": {"$in": list({one.goal.of for one in awaited})},
        "at": {"$gte": min(one.since for one in awaited)},
    }
    found: dict[str, list[Row]] = {}
    async for row in database.activities.find(filters).sort([("member", 1), ("number", 1)]):
        found.setdefault(row["member"], []).append(row)
    return found


def meets(programme: Programme, goal: Goal) -> Callable[[Row], bool]:
    """Says whether an activity of the goal's kind fulfils its condition."""
    if goal.when is None:
        return lambda _: True
    holds = predicate(goal.when, words_of(programme))
    exponent, declared = minor_unit_exponent(programme.currency), programme.declared
    return lambda row: holds(facts_of({}, facts_of_recorded(programme, row), row["at"], exponent, declared))
