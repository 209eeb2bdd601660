"""Every query of the programme room. `app.storage.indexes.prepare` must have bound `ProgrammeVersion` before."""

from app.programme.documents import ProgrammeVersion
from app.storage.client import Collection, Database, Row, Session


async def current(database: Database, session: Session | None = None) -> ProgrammeVersion | None:
    """The version in force, or None before the first one is published."""
    return _version(await _collection(database).find_one({}, sort=[("_id", -1)], session=session))


async def current_number(database: Database) -> int:
    """The number of the version in force, 0 before the first one: cheap enough to ask every second."""
    row = await _collection(database).find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return int(row["_id"]) if row else 0


async def version(database: Database, number: int) -> ProgrammeVersion | None:
    """The version with this number, or None."""
    return _version(await _collection(database).find_one({"_id": number}))


async def was_published(database: Database, digest: str) -> bool:
    """Whether any version has the text with this SHA-256, in hexadecimal digits."""
    return await _collection(database).find_one({"sha256": digest}, {"_id": 1}) is not None


async def versions(database: Database, limit: int, *, before: int | None = None) -> list[ProgrammeVersion]:
    """Published versions, the latest first; `before` is the number of the last one seen."""
    wanted: Row = {} if before is None else {"_id": {"$lt": before}}
    rows = await _collection(database).find(wanted).sort("_id", -1).limit(limit).to_list()
    return [ProgrammeVersion.model_validate(row) for row in rows]


async def insert(database: Database, published: ProgrammeVersion, session: Session | None = None) -> None:
    """Store a new version. Raises `pymongo.errors.DuplicateKeyError` when its number is taken."""
    row = published.model_dump(by_alias=True, exclude={"revision_id"})
    await _collection(database).insert_one(row, session=session)


def _version(row: Row | None) -> ProgrammeVersion | None:
    return ProgrammeVersion.model_validate(row) if row else None


def _collection(database: Database) -> Collection:
    return database[ProgrammeVersion.Settings.name]
