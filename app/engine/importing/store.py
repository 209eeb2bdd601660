"""Every query of importing."""

from collections.abc import Iterable
from datetime import datetime

from app.storage.client import Database


async def finished_line(database: Database, import_id: str) -> int:
    """The line up to which an interrupted import of the file is finished; 0 when there was none."""
    found = await database.imports.find_one({"_id": import_id})
    return found["line"] if found else 0


async def save_finished_line(database: Database, import_id: str, line: int, at: datetime) -> None:
    """Remember that all lines up to this one are finished."""
    await database.imports.replace_one({"_id": import_id}, {"line": line, "at": at}, upsert=True)


async def forget_import(database: Database, import_id: str) -> None:
    """Forget how far an import came, once it is complete: the next one looks at every line again."""
    await database.imports.delete_one({"_id": import_id})


async def members_known_as(database: Database, aliases: Iterable[str]) -> dict[str, str]:
    """The members that those of these aliases lead to which exist."""
    found = database.aliases.find({"_id": {"$in": list(aliases)}})
    return {row["_id"]: row["member"] for row in await found.to_list()}


async def requests_of(database: Database, activities: Iterable[str]) -> dict[str, str]:
    """The fingerprints of those of these activities that exist."""
    found = database.activities.find({"_id": {"$in": list(activities)}}, {"request": 1})
    return {row["_id"]: row["request"] for row in await found.to_list()}
