"""What a member has not been told yet: the activities and the movements of time after a place in the history."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Any

from pymongo.read_concern import ReadConcern

from app.engine.store import activities_after
from app.storage.client import Database, Row
from app.updates.position import Position
from app.wallet.documents import number_of
from app.wallet.store import transactions_after

AT_ONCE = 100
"""Most documents of each kind that are read at once."""

MAJORITY = ReadConcern("majority")
"""Told is only what no change of the primary can undo: a cursor can't name what never was."""


@dataclass(frozen=True, slots=True)
class Change:
    """An activity, or a ledger transaction that time alone made; and the place right after it."""

    position: Position
    activity: Row | None = None
    transaction: Row | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """The changes in order, the place where reading on begins, and whether there may be more already."""

    changes: list[Change]
    position: Position
    more: bool


async def missed_since(database: Database, member: str, position: Position) -> Missed:
    """What comes after a place, as far as it is read at once.

    A member's activities and transactions are each numbered in the order of their commits, so what is found is never
    missing an earlier one.
    """
    history = database.with_options(read_concern=MAJORITY)
    activities = await activities_after(history, member, position.version, AT_ONCE)
    transactions = await transactions_after(history, member, position.transactions, AT_ONCE)
    end = Position(
        activities[-1]["number"] if activities else position.version,
        number_of(transactions[-1]["_id"]) if transactions else position.transactions,
    )
    by_time = [row for row in transactions if row["activity"] is None]
    changes = list(_in_order(activities, by_time, position, end))
    return Missed(changes, end, more=AT_ONCE in (len(activities), len(transactions)))


def _in_order(activities: list[Row], by_time: list[Row], start: Position, end: Position) -> Iterator[Change]:
    """Each kind in its own order, the two by when they were recorded: what was due is booked before an activity."""
    version, waiting = start.version, [number_of(row["_id"]) for row in by_time]
    for row in merge(by_time, activities, key=_recorded_at):
        if "number" in row:
            version = row["number"]
        else:
            waiting.pop(0)
        position = Position(version, waiting[0] - 1 if waiting else end.transactions)
        yield Change(position, row, None) if "number" in row else Change(position, None, row)


def _recorded_at(row: Row) -> Any:
    return row["recorded_at"]
