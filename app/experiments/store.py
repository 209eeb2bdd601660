"""Every query of the experiments. Each reads the history once, from one instant on, and nothing is stored."""

from collections.abc import AsyncIterator
from datetime import datetime

from pymongo import ASCENDING, DESCENDING

from app.storage.client import Database, Row

TOLD = {"member": 1, "number": 1, "kind": 1, "at": 1, "said": 1, "outcomes": 1}


async def members_before(database: Database, until: datetime) -> AsyncIterator[str]:
    """The ids of the members who joined before an instant."""
    async for row in database.members.find({"joined_at": {"$lt": until}}, {"_id": 1}):
        yield row["_id"]


async def histories_since(database: Database, at: datetime) -> AsyncIterator[list[Row]]:
    """For each member who did something from an instant on, what they did, in the order of their numbers."""
    order = [("member", ASCENDING), ("number", DESCENDING)]  # as the index has it: nothing is sorted
    rows: list[Row] = []
    async for row in database.activities.find({"at": {"$gte": at}}, TOLD).sort(order):
        if rows and rows[-1]["member"] != row["member"]:
            yield rows[::-1]
            rows = []
        rows.append(row)
    if rows:
        yield rows[::-1]
