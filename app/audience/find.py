"""Find the members of an audience, or count them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.audience.known import Known, known_members, words_of
from app.engine.backend import Backend
from app.fences.store import members_near
from app.members.store import NOT_ERASED
from app.programme.language import search
from app.programme.model import Programme
from app.storage.client import Row


@dataclass(frozen=True, slots=True)
class Where:
    """Only members in this zone, and only those who were within one of these fences a day ago at most."""

    zone: str | None = None
    near: Sequence[str] = ()


ANYWHERE = Where()
AT_ONCE = 1_000
"""Members in memory at a time, however large the audience is."""


async def members_for(
    backend: Backend,
    programme: Programme,
    condition: str | None,
    now: datetime,
    where: Where = ANYWHERE,
    *,
    after: str = "",
) -> AsyncIterator[list[Known]]:
    """The members for whom the condition is true at `now`, those with ids above `after`, in the order of their ids.

    Without a condition, all members there. Comes in lists; one may be empty.
    """
    wanted = search(condition, words_of(programme), now) if condition else None
    while True:
        ids: Row = {"_id": {"$gt": after}}
        if where.near:
            found = await members_near(backend.database, where.near, now, after=after, limit=AT_ONCE)
            ids = {"_id": {"$in": found}}
        zone = [{"zone": where.zone}] if where.zone else []
        filters: list[Row] = [NOT_ERASED, ids, *zone, *([wanted.filter] if wanted else [])]
        rows = await backend.database.members.find({"$and": filters}).sort("_id", 1).limit(AT_ONCE).to_list()
        yield await _true_for(backend, programme, condition if wanted and wanted.remaining else None, rows, now)
        looked_at = found if where.near else [row["_id"] for row in rows]
        if len(looked_at) < AT_ONCE:
            return
        after = looked_at[-1]


async def count_members(
    backend: Backend, programme: Programme, condition: str | None, now: datetime, where: Where = ANYWHERE
) -> int:
    """How many members `members_for` finds."""
    wanted = search(condition, words_of(programme), now) if condition else None
    if where == ANYWHERE and (wanted is None or wanted.remaining is None):
        filters: list[Row] = [NOT_ERASED, *([wanted.filter] if wanted else [])]
        return await backend.database.members.count_documents({"$and": filters})
    return sum([len(found) async for found in members_for(backend, programme, condition, now, where)])


async def _true_for(
    backend: Backend, programme: Programme, condition: str | None, rows: list[Row], now: datetime
) -> list[Known]:
    known = await known_members(backend, rows, personally=condition is not None)
    return [one for one in known if condition is None or one.holds(programme, now)(condition)]
