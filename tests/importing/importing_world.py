"""What the tests of importing share: a small programme in US dollars, files, and a look at all that is stored."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.importing.report import Format, ImportOptions, OnError
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database, Row
from app.storage.indexes import prepare

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CDNOW = Path(__file__).parents[1] / "data" / "CDNOW_sample.txt"
HEADER = "member,reference,occurred_at,amount,currency,store,channel"

PROGRAMME = """
programme: records
name: Records
languages: [en]
zone: America/New_York
currency: USD
largest_purchase: 5000.00
assets:
  points: {name: Points}
  stamps: {name: Stamps, expires: 12 months}
earning:
  - {id: point-per-dollar, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: stamp-for-twenty, on: purchase, when: activity.amount >= 20, earn: stamps, amount: 1}
"""


async def opened(database: Database) -> Backend:
    """A backend on this database, with the programme published; harmless to repeat."""
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, NOW, "tests", vocabulary())
    return Backend(database, FixedClock(NOW), Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)


def csv_options(on_error: OnError = OnError.SKIP) -> ImportOptions:
    return ImportOptions(Format.CSV, "shop", on_error)


def cdnow_options(on_error: OnError = OnError.SKIP) -> ImportOptions:
    return ImportOptions(Format.CDNOW, "cdnow", on_error)


def csv_file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    """A CSV file with these lines under a header."""
    path = folder / "purchases.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8", newline="")
    return path


def bought(member: str, reference: str, amount: str = "10.00", at: str = "2026-01-05T10:00:00-05:00") -> str:
    """A line of a CSV file."""
    return f"{member},{reference},{at},{amount},USD,,"


async def everything(database: Database) -> dict[str, list[Row]]:
    """All documents of all collections, but for how far imports came."""
    names = sorted(set(await database.list_collection_names()) - {"imports"})
    rows = {name: await database[name].find().sort("_id", 1).to_list() for name in names}
    return {name: documents for name, documents in rows.items() if documents}


async def everything_without_chance(database: Database) -> dict[str, list[Row]]:
    """All documents, with what is random about a member replaced by the name the member is known by."""
    names = {}
    async for alias in database.aliases.find({"_id": {"$regex": "^external:"}}):
        names[alias["member"]] = alias["_id"]
    documents = await everything(database)
    codes = {f"code:{member['code']}": f"code of {names[member['_id']]}" for member in documents["members"]}
    for member in documents["members"]:
        member.update(code="", wheel_root=b"")
    for key in documents["keys"]:
        key.update(wrapped=b"")
    named = {name: [_replaced(row, names, codes) for row in rows] for name, rows in documents.items()}
    return {name: sorted(rows, key=lambda row: str(row["_id"])) for name, rows in named.items()}


def _replaced(value: Any, names: Mapping[str, str], codes: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _replaced(inner, names, codes) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, names, codes) for inner in value]
    if isinstance(value, str):
        member, colon, rest = value.partition(":")
        value = codes.get(value, names.get(member, member) + colon + rest)
        return ":".join(names.get(part, part) for part in value.split(":"))
    return value


async def stored_as(database: Database, customer: str) -> Row:
    """The member that a customer of the brand became."""
    alias = await database.aliases.find_one({"_id": f"external:{customer}"})
    assert alias is not None
    member = await database.members.find_one({"_id": alias["member"]})
    assert member is not None
    return member
