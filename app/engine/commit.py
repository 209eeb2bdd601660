"""Commit: everything an activity led to, in one MongoDB transaction."""

from dataclasses import dataclass

from pymongo.errors import DuplicateKeyError

from app.engine import store
from app.engine.activities import Purchase
from app.engine.books import Books
from app.engine.refusals import ReferenceAlreadyUsed
from app.engine.state import changes_of
from app.members.store import update_member
from app.metrics import COMMIT_REPLAYS, COMMIT_SECONDS, LEDGER_MOVEMENTS
from app.storage.client import Database, Row, Session
from app.storage.transaction import in_transaction
from app.wallet.store import insert_transactions
from app.wheel.store import insert_play, take_stock


class Overtaken(Exception):
    """What a decision was based on has changed meanwhile: decide again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What to write down: books that started from `version` of the member, with their documents.

    `activity` is None when only time has passed.
    """

    version: int
    books: Books
    transactions: list[Row]
    plays: list[Row]
    activity: Row | None = None


async def commit(database: Database, entry: Entry) -> None:
    """Write the entry, all of it or nothing.

    Raises Overtaken when the member, a stock or the activity's key has changed since the decision, and
    ReferenceAlreadyUsed when another activity has taken a purchase's reference.
    """

    async def write(session: Session) -> None:
        # The member first: it serialises everything else that is theirs.
        member = entry.books.state.id
        if not await update_member(database, session, member, entry.version, changes_of(entry.books.state)):
            raise Overtaken
        if entry.activity is not None:
            await _write_activity(database, session, entry.activity)
        if entry.transactions:
            await insert_transactions(database, session, entry.transactions)
        for wheel, segment, stock in entry.books.stocks:
            if not await take_stock(database, session, wheel, segment, stock):
                raise Overtaken
        for play in entry.plays:
            await insert_play(database, session, play)

    with COMMIT_SECONDS.time():
        await in_transaction(database.client, write, on_replay=COMMIT_REPLAYS.inc)
    for transaction in entry.transactions:
        LEDGER_MOVEMENTS.labels(transaction["kind"]).inc()


async def _write_activity(database: Database, session: Session, activity: Row) -> None:
    try:
        await store.insert_activity(database, session, activity)
    except DuplicateKeyError:
        raise Overtaken from None
    if activity["kind"] == Purchase.kind:
        partner, reference = activity["said"]["partner"], activity["said"]["reference"]
        try:
            await store.take_receipt(database, session, partner, reference, activity["_id"])
        except DuplicateKeyError:
            raise ReferenceAlreadyUsed(reference).about("reference") from None
