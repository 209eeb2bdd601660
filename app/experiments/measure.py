"""What one member did in an experiment. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.engine.activities import CheckIn, Join, Purchase, Return, Reversal, Visit
from app.engine.deeds import Rows, returned_in
from app.engine.goals import reached_at
from app.programme.model import ActivityGoal, Arms, Programme

ACTIVE = frozenset({CheckIn.kind, Purchase.kind, Visit.kind})
"""What members do beside the kinds that the programme declares."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One member in an experiment."""

    reached: bool = False
    activities: int = 0
    spent: int = 0
    """Minor units, net of what was brought back."""
    issued: Mapping[str, int] = field(default_factory=dict)
    """What was earned, net of what was taken back, by asset."""


def measured(programme: Programme, arms: Arms, goal: ActivityGoal, rows: Rows, until: datetime) -> Measured | None:
    """What a member did from entering the experiment up to an instant; None for who never entered.

    `rows` are their activities since the experiment began, in the order of their numbers. All members are in it from
    its beginning, or from joining later; in a pilot, from when they first did something at one of its stores. Neither
    can follow from the variant, which has done nothing yet. The goal has to be reached after entering.
    """
    entered = _entered(arms, rows)
    if entered is None or entered >= until:
        return None
    during = [row for row in rows if entered <= row["at"] < until]
    goal_at, returned = reached_at(programme, goal, rows, entered), returned_in(rows)
    purchases = [row for row in during if row["kind"] == Purchase.kind]
    return Measured(
        reached=goal_at is not None and goal_at < until,
        activities=sum(row["kind"] in ACTIVE or row["kind"] in programme.activities for row in during),
        spent=sum(row["said"]["amount"] - returned.get(row["_id"], 0) for row in purchases),
        issued=_issued(during, rows),
    )


def _entered(arms: Arms, rows: Rows) -> datetime | None:
    if arms.stores is None:
        joined = (row["at"] for row in rows if row["kind"] == Join.kind)
        return max(arms.starts, next(joined, arms.starts))
    there = (row["at"] for row in rows if row["said"].get("store") in arms.stores and row["at"] >= arms.starts)
    return min(there, default=None)


def _issued(during: Rows, rows: Rows) -> Mapping[str, int]:
    """What these activities earned, less what returns of them and reversals have taken back since."""
    issued: Counter[str] = Counter()
    counted, earned = {row["_id"] for row in during}, set()
    for row in during:
        for outcome in _outcomes(row, "earned"):
            issued[outcome["asset"]] += outcome["amount"]
            earned.add(outcome["transaction"])
    for row in rows:
        if row["kind"] == Return.kind and any(one["purchase"] in counted for one in _outcomes(row, "returned")):
            for outcome in _outcomes(row, "taken_back"):
                issued[outcome["asset"]] -= outcome["amount"]
        elif row["kind"] == Reversal.kind:
            for outcome in _outcomes(row, "reversed"):
                if outcome["reverses"] in earned:
                    issued[outcome["asset"]] += outcome["amount"]
    return issued


def _outcomes(row: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    return [outcome for outcome in row["outcomes"] if outcome["type"] == kind]
