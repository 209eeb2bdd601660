"""How long the audit takes for a million postings.

    python benchmarks/audit_ledger.py [postings]

Makes one member's history with the engine itself, stores copies of it under other members' ids in a MongoDB of its own,
and audits them. Prints the time of the audit on the wall and on its own processor.
"""

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import bson
from bson.raw_bson import RawBSONDocument

from app.engine.activities import Activity, Join, Purchase, request_hash
from app.engine.apply import apply
from app.engine.audit.audit import audit
from app.engine.books import Books
from app.engine.collections import DOCUMENTS
from app.engine.commit import Entry
from app.engine.decide import decide
from app.engine.documents import receipt_id
from app.engine.entries import entry_of_activity
from app.engine.foresee import Foreseen
from app.engine.situation import Situation
from app.engine.state import changes_of, state_from
from app.members.newcomer import new_member
from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary
from app.storage.client import Database, Row, connect
from app.storage.embedded import embedded_mongodb
from app.storage.indexes import prepare

PROGRAMME = """
programme: audited
name: Audited
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points, pending: 14d, expires: 12 months}
  stars: {name: Stars, expires: 24 months}
earning:
  - {id: points, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: stars, on: purchase, earn: stars, amount: 1, per: 10.00}
"""
START = datetime(2020, 1, 1, 12, tzinfo=UTC)
PURCHASES = 100
MEMBERS_AT_ONCE = 200


async def main(postings: int) -> None:
    with tempfile.TemporaryDirectory(prefix="magpie-audit-") as folder:
        async with embedded_mongodb(Path(folder)) as uri, connect(uri) as client:
            database = client["audited"]
            await prepare(database, DOCUMENTS)
            await fill(database, history(load(PROGRAMME, vocabulary())), postings)
            started, processor = time.perf_counter(), time.process_time()
            report = await audit(database)
            wall_s, processor_s = time.perf_counter() - started, time.process_time() - processor
            memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{report.postings:,} postings of {report.members:,} members, {report.activities:,} activities")
            print(f"{wall_s:.1f} s, {processor_s:.1f} s of one core, {memory_mb:.0f} MB at most, clean: {report.clean}")


def history(programme: Programme) -> dict[str, list[Row]]:
    """All documents of one member with a long history, by collection."""
    member = new_member(zone="Europe/Amsterdam", language="en", joined_at=START)
    documents: dict[str, list[Row]] = {"activities": [], "ledger": [], "receipts": []}
    for at, activity, key in _activities(member["_id"]):
        entry = _decided(programme, member, at, activity, key)
        assert entry.activity is not None
        documents["activities"].append(entry.activity)
        documents["ledger"] += entry.transactions
        if isinstance(activity, Purchase):
            receipt = receipt_id(activity.partner, activity.reference)
            documents["receipts"].append({"_id": receipt, "activity": entry.activity["_id"]})
        member |= changes_of(entry.books.state)
    return {"members": [member], **documents}


def _activities(member: str) -> Iterator[tuple[datetime, Activity, str]]:
    yield START, Join(zone="Europe/Amsterdam", language="en"), "join"
    for number in range(PURCHASES):
        purchase = Purchase(partner="till", reference=f"{member}-{number}", amount=1000 + 137 * number, currency="EUR")
        yield START + timedelta(days=5 * number), purchase, f"purchase-{number}"


def _decided(programme: Programme, member: Row, at: datetime, activity: Activity, key: str) -> Entry:
    books = Books(state_from(member), at)
    books.settle()
    situation = Situation(programme, books.state, activity, at)
    decision = decide(situation)
    foreseen = Foreseen(situation, 1, decision, apply(books, decision.effects, at), books, member)
    return entry_of_activity(foreseen, key=key, source="benchmark", request=request_hash(activity))


async def fill(database: Database, documents: dict[str, list[Row]], postings: int) -> None:
    """Store copies of the history under other members' ids until the ledger has this many postings."""
    original = documents["members"][0]["_id"]
    each = sum(len(transaction["postings"]) for transaction in documents["ledger"])
    encoded = {name: [bson.encode(row) for row in rows] for name, rows in documents.items()}
    members = -(-postings // each)
    for first in range(0, members, MEMBERS_AT_ONCE):
        # Ids of one length: replacing them leaves the encoded documents valid.
        ids = [f"mem_{number:024x}".encode() for number in range(first, min(first + MEMBERS_AT_ONCE, members))]
        for name, rows in encoded.items():
            copies = [RawBSONDocument(row.replace(original.encode(), other)) for other in ids for row in rows]
            await database[name].insert_many(copies, ordered=False)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
