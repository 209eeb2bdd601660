"""Whether a member reached a goal, and when: read from what they did. Pure but for one query."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from app.engine.activities import Redemption, Return, Reversal
from app.engine.deeds import Rows, deeds_in
from app.engine.store import activities_since
from app.programme.language import predicate
from app.programme.model import ActivityGoal, Programme
from app.programme.values import Duration
from app.storage.client import Database


class Goal(Protocol):
    """An activity that is hoped for: an ActivityGoal of the programme, or the goal of a campaign."""

    @property
    def on(self) -> str:
        """The kind of activity."""

    @property
    def when(self) -> str | None:
        """A condition about it."""

    @property
    def within(self) -> Duration | None:
        """Counted from when the time began; None for however late."""


async def goal_of_member(
    database: Database, programme: Programme, goal: ActivityGoal, member: str, since: datetime
) -> datetime | None:
    """When a member reached a goal for which the time began at `since`; None when they have not."""
    return reached_at(programme, goal, await activities_since(database, member, since), since)


def kinds_about(goal: Goal) -> frozenset[str] | None:
    """The kinds of activities that `reached_at` has to know of; None for all."""
    if goal.on == Redemption.kind:
        return None
    return frozenset({goal.on, Return.kind, Reversal.kind})


def reached_at(programme: Programme, goal: Goal, rows: Rows, since: datetime) -> datetime | None:
    """When the activities in `rows`, in the order of their numbers, first reach a goal after `since`.

    What was undone does not count: a purchase that was brought back whole, a redemption that the till cancelled, an
    activity of which staff reversed what it earned. So a goal can be lost again.
    """
    until = goal.within.after(since, programme.tz) if goal.within else None
    done = [row for row in rows if row["kind"] == goal.on and row["at"] > since]
    if until is not None:
        done = [row for row in done if row["at"] <= until]
    if goal.on == Redemption.kind:
        cancelled = set(_cancelled(rows))
        done = [row for row in done if row["_id"] not in cancelled]
    return min(_fitting(programme, goal, done, rows), default=None)


def _fitting(programme: Programme, goal: Goal, done: Rows, rows: Rows) -> Iterator[datetime]:
    """When those were done that still stand, and for which the goal's condition holds."""
    for deed in deeds_in(programme, done, rows):
        if goal.when is None or predicate(goal.when, deed.words)(deed.facts):
            yield deed.at


def _cancelled(rows: Rows) -> Iterator[str]:
    """The redemptions whose voucher was given back after them."""
    used: dict[str, str] = {}
    for row in rows:
        for outcome in row["outcomes"]:
            if outcome["type"] == "voucher_redeemed":
                used[outcome["voucher"]] = row["_id"]
            elif outcome["type"] == "voucher_restored" and outcome["voucher"] in used:
                yield used.pop(outcome["voucher"])
