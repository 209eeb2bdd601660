"""What a member has not been told yet: the activities, the movements of time and the messages after a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

from pymongo.read_concern import ReadConcern

from app.engine.store import activities_after
from app.inbox.store import messages_after
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
    """An activity, a ledger transaction that time alone made, or a message; and the place right after it."""

    position: Position
    activity: Row | None = None
    transaction: Row | None = None
    message: Row | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """The changes in order, the place where reading on begins, and whether there may be more already."""

    changes: list[Change]
    position: Position
    more: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read, each kind in the order of its numbers."""

    activities: Sequence[Row]
    transactions: Sequence[Row]
    messages: Sequence[Row]

    @property
    def more(self) -> bool:
        return AT_ONCE in (len(self.activities), len(self.transactions), len(self.messages))

    def end(self, start: Position) -> Position:
        """The place behind all of it."""
        return Position(
            self.activities[-1]["number"] if self.activities else start.version,
            number_of(self.transactions[-1]["_id"]) if self.transactions else start.transactions,
            self.messages[-1]["number"] if self.messages else start.messages,
        )


async def missed_since(database: Database, member: str, position: Position) -> Missed:
    """What comes after a place, as far as it is read at once.

    A member's activities, transactions and messages are each numbered in the order of their commits, so what is found
    is never missing an earlier one.
    """
    history = database.with_options(read_concern=MAJORITY)
    found = _Found(
        await activities_after(history, member, position.version, AT_ONCE),
        await transactions_after(history, member, position.transactions, AT_ONCE),
        await messages_after(history, member, position.messages, AT_ONCE),
    )
    end = found.end(position)
    return Missed(list(_in_order(found, position, end)), end, found.more)


def _in_order(found: _Found, start: Position, end: Position) -> Iterator[Change]:
    """Each kind in its own order, the three by when they were recorded: what was due is booked before an activity."""
    by_time = [row for row in found.transactions if row["activity"] is None]
    version, messages = start.version, start.messages
    waiting = [number_of(row["_id"]) for row in by_time]
    kinds = (("transaction", by_time), ("activity", found.activities), ("message", found.messages))
    tagged = ([(kind, row) for row in rows] for kind, rows in kinds)
    for kind, row in merge(*tagged, key=_recorded_at):
        if kind == "activity":
            version = row["number"]
        elif kind == "message":
            messages = row["number"]
        else:
            waiting.pop(0)
        position = Position(version, waiting[0] - 1 if waiting else end.transactions, messages)
        yield Change(position, **{kind: row})


def _recorded_at(tagged: tuple[str, Row]) -> Any:
    kind, row = tagged
    return row["at"] if kind == "message" else row["recorded_at"]
