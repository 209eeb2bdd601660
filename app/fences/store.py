"""Every query of fences and places."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from pymongo import ReplaceOne
from pymongo.errors import OperationFailure

from app.fences.area import Area, circle, point
from app.fences.crossings import Terms, Whereabouts, to_document, whereabouts_from
from app.fences.documents import KEPT_S
from app.fences.refusals import BadArea
from app.places.position import Position
from app.programme.model import Store
from app.storage.client import Database, Row, Session

DECIMALS = 3
"""A thousandth of a degree: 111 metres from north to south, less from east to west."""
UNFIT_AREA = 16_755  # MongoDB's error code for a polygon that it can't index: one that crosses itself
STORE_COOLDOWN_S, STORE_DWELL_S = 3_600, 600


def fence_row(name: str, label: str, shape: Area, terms: Terms, at: datetime, by: str, store: str | None = None) -> Row:
    """A fence as it is stored."""
    return {
        "_id": name,
        "name": label,
        "store": store,
        "area": shape.area,
        "middle": point(shape.middle),
        "radius_m": shape.radius_m,
        "cooldown_s": terms.cooldown_s,
        "dwell_s": terms.dwell_s,
        "changed_at": at,
        "changed_by": by,
    }


async def save_fence(database: Database, session: Session, fence: Row) -> None:
    """Draw a fence, or draw it anew. Raises BadArea."""
    try:
        await database.geofences.replace_one({"_id": fence["_id"]}, fence, upsert=True, session=session)
    except OperationFailure as failure:
        if failure.code != UNFIT_AREA:
            raise
        raise BadArea("its sides must not cross one another").about("area", "polygon") from None


async def remove_fence(database: Database, session: Session, fence: str) -> bool:
    """Remove a fence that staff drew; False when there is none."""
    removed = await database.geofences.delete_one({"_id": fence, "store": None}, session=session)
    return removed.deleted_count == 1


async def prepare_store_fences(database: Database, stores: Mapping[str, Store], at: datetime, by: str) -> None:
    """Make the fences of a programme's stores, and remove those of stores that are no more."""
    terms, rows = Terms(STORE_COOLDOWN_S, STORE_DWELL_S), []
    for name, store in stores.items():
        middle = Position(store.fence.latitude, store.fence.longitude)
        shape = circle(middle, store.fence.radius_m, smallest_m=1, largest_m=store.fence.radius_m)
        rows.append(fence_row(f"store:{name}", name, shape, terms, at, by, store=name))
    if rows:
        await database.geofences.bulk_write([ReplaceOne({"_id": row["_id"]}, row, upsert=True) for row in rows])
    await database.geofences.delete_many({"store": {"$nin": [None, *stores]}})


async def drawn_fences(database: Database) -> list[str]:
    """The ids of the fences that staff drew."""
    return await database.geofences.distinct("_id", {"store": None})


async def all_fences(database: Database) -> list[Row]:
    """Every fence, by id."""
    return await database.geofences.find().sort("_id", 1).to_list()


async def fences_near(database: Database, near: Position, limit: int) -> list[Row]:
    """The fences whose middles are nearest, the nearest first."""
    wanted = {"middle": {"$nearSphere": {"$geometry": point(near)}}}
    return await database.geofences.find(wanted).limit(limit).to_list()


async def fences_around(database: Database, position: Position, session: Session) -> dict[str, Terms]:
    """The fences that a position lies in."""
    wanted = {"area": {"$geoIntersects": {"$geometry": point(position)}}}
    found = database.geofences.find(wanted, {"cooldown_s": 1, "dwell_s": 1}, session=session)
    return {row["_id"]: Terms(row["cooldown_s"], row["dwell_s"]) async for row in found}


async def fence_within(database: Database, fence: str, position: Position, metres: int) -> Row | None:
    """The fence, if a position lies in it or at most so many metres away."""
    near = {"$nearSphere": {"$geometry": point(position), "$maxDistance": metres}}
    return await database.geofences.find_one({"_id": fence, "area": near})


async def read_whereabouts(database: Database, session: Session, member: str, now: datetime) -> Whereabouts:
    """Where a member was within a day; nowhere when that is not known."""
    wanted = {"_id": member, "at": {"$gt": now - timedelta(seconds=KEPT_S)}}
    return whereabouts_from(await database.places.find_one(wanted, session=session))


async def keep_place(
    database: Database, session: Session, member: str, position: Position, at: datetime, whereabouts: Whereabouts
) -> None:
    """Keep where a member is, roughly, for a day."""
    rough = Position(round(position.latitude, DECIMALS), round(position.longitude, DECIMALS))
    row = {"_id": member, "point": point(rough), "at": at, **to_document(whereabouts)}
    await database.places.replace_one({"_id": member}, row, upsert=True, session=session)


async def forget_place(database: Database, session: Session, member: str) -> None:
    """Forget where a member is. A report under way claims the member too, so it fails and finds no consent."""
    await database.places.delete_one({"_id": member}, session=session)


async def members_near(
    database: Database, fences: Sequence[str], now: datetime, *, after: str = "", limit: int = 0
) -> list[str]:
    """The members who were within one of these fences a day ago at most, with ids above `after`, by id."""
    return await _members(database, fences, now, {"_id": {"$gt": after}}, limit)


async def near_among(database: Database, fences: Sequence[str], members: Iterable[str], now: datetime) -> set[str]:
    """Those of the members who were within one of these fences a day ago at most."""
    return set(await _members(database, fences, now, {"_id": {"$in": list(members)}}, 0))


async def _members(database: Database, fences: Sequence[str], now: datetime, ids: Row, limit: int) -> list[str]:
    areas = [row["area"] async for row in database.geofences.find({"_id": {"$in": list(fences)}}, {"area": 1})]
    if not areas:
        return []
    within = [{"point": {"$geoWithin": {"$geometry": area}}} for area in areas]
    wanted = {"$and": [ids, {"at": {"$gt": now - timedelta(seconds=KEPT_S)}}, {"$or": within}]}
    found = database.places.find(wanted, {"_id": 1}).sort("_id", 1).limit(limit)
    return [row["_id"] async for row in found]
