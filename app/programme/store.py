"""Every query of the programme room. `app.storage.indexes.prepare` must have bound `ProgrammeVersion` before."""

from app.programme.documents import ProgrammeVersion
from app.storage.client import Collection, Database, Row


async def current(database: Database) -> ProgrammeVersion | None:
    """The version in force, or None before the first one is published."""
    return _version(await _collection(database).find_one({}, sort=[("_id", -1)]))


async def current_number(database: Database) -> int:
    """The number of the version in force, 0 before the first one: cheap enough to ask every second."""
    row = await _collection(database).find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return int(row["_id"]) if row else 0


async def version(database: Database, number: int) -> ProgrammeVersion | None:
    """The version with this number, or None."""
    return _version(await _collection(database).find_one({"_id": number}))


async def insert(database: Database, published: ProgrammeVersion) -> None:
    """Store a new version. Raises `pymongo.errors.DuplicateKeyError` when its number is taken."""
    await _collection(database).insert_one(published.model_dump(by_alias=True, exclude={"revision_id"}))


def _version(row: Row | None) -> ProgrammeVersion | None:
    return ProgrammeVersion.model_validate(row) if row else None


def _collection(database: Database) -> Collection:
    return database[ProgrammeVersion.Settings.name]
