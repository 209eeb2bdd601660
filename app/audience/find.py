"""Find the members of an audience, or count them."""

from collections.abc import AsyncIterator, Collection, Sequence
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
    """Only members in this zone, who were within one of these fences a day ago at most, and last at these stores."""

    zone: str | None = None
    near: Sequence[str] = ()
    stores: Collection[str] | None = None
    """None for any, or none."""


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the members of an audience, perhaps none."""

    known: list[Known]
    looked_at: int
    """How many members they were found among."""
    last: str
    """The id of the last one of those."""


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
    personally: bool = False,
) -> AsyncIterator[Found]:
    """The members for whom the condition is true at `now`, those with ids above `after`, in the order of their ids.

    Without a condition, all members there. They come as they are found among 1,000 at a time; `personally` with what is
    known of the persons behind them.
    """
    wanted = search(condition, words_of(programme), now) if condition else None
    while True:
        ids: Row = {"_id": {"$gt": after}}
        if where.near:
            found = await members_near(backend.database, where.near, now, after=after, limit=AT_ONCE)
            ids = {"_id": {"$in": found}}
        filters: list[Row] = [NOT_ERASED, ids, *_filters(where), *([wanted.filter] if wanted else [])]
        rows = await backend.database.members.find({"$and": filters}).sort("_id", 1).limit(AT_ONCE).to_list()
        looked_at = found if where.near else [row["_id"] for row in rows]
        after = looked_at[-1] if looked_at else after
        remaining = condition if wanted and wanted.remaining else None
        known = await known_members(backend, rows, personally=personally or remaining is not None)
        true = [one for one in known if remaining is None or one.holds(programme, now)(remaining)]
        yield Found(true, len(looked_at), after)
        if len(looked_at) < AT_ONCE:
            return


async def count_members(
    backend: Backend, programme: Programme, condition: str | None, now: datetime, where: Where = ANYWHERE
) -> int:
    """How many members `members_for` finds."""
    wanted = search(condition, words_of(programme), now) if condition else None
    if not where.near and (wanted is None or wanted.remaining is None):
        filters: list[Row] = [NOT_ERASED, *_filters(where), *([wanted.filter] if wanted else [])]
        return await backend.database.members.count_documents({"$and": filters})
    return sum([len(found.known) async for found in members_for(backend, programme, condition, now, where)])


def _filters(where: Where) -> list[Row]:
    zone = [{"zone": where.zone}] if where.zone else []
    return zone if where.stores is None else [*zone, {"stats.last_store": {"$in": sorted(where.stores)}}]
