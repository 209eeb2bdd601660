"""Every query of the staff log."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.staff_log.documents import LONGEST_ID, ActionOutcome
from app.storage.client import Database, Row


async def begin(database: Database, by: str, mutation: str, about: Mapping[str, str], key: str, now: datetime) -> str:
    """Note that somebody is about to do something; the id of the note. Ids that are none of ours are cut."""
    row: Row = {
        "_id": secrets.token_hex(12),
        "at": now,
        "by": by,
        "mutation": mutation,
        "about": {name: value[:LONGEST_ID] for name, value in about.items()},
        "key": key,
        "outcome": ActionOutcome.UNDER_WAY.value,
        "codes": [],
        "ended_at": None,
    }
    await database.staff_log.insert_one(row)
    return str(row["_id"])


async def end(
    database: Database,
    action: str,
    outcome: ActionOutcome,
    now: datetime,
    codes: Sequence[str] = (),
    about: Mapping[str, str] | None = None,
) -> None:
    """Note what came of it, and what else it was about."""
    more = {f"about.{name}": value[:LONGEST_ID] for name, value in (about or {}).items()}
    told = {"outcome": outcome.value, "codes": list(codes), "ended_at": now, **more}
    await database.staff_log.update_one({"_id": action}, {"$set": told})


async def read_action(database: Database, action: str) -> Row | None:
    """The action with this id."""
    return await database.staff_log.find_one({"_id": action})


async def actions(
    database: Database, limit: int, by: str | None = None, before: tuple[datetime, str] | None = None
) -> list[Row]:
    """What was done, the latest first; `before` is the instant and id of the last one seen."""
    wanted: Row = {} if by is None else {"by": by}
    if before is not None:
        at, name = before
        wanted["$or"] = [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": name}}]
    return await database.staff_log.find(wanted).sort([("at", -1), ("_id", -1)]).limit(limit).to_list()
