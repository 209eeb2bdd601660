"""Commit: everything an activity led to, in one MongoDB transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.causes.documents import counter_id
from app.causes.store import count_gifts
from app.earning.store import take_share
from app.engine import store
from app.engine.activities import Purchase
from app.engine.backend import Backend
from app.engine.books import Books
from app.engine.member_data import erase_member_data
from app.engine.purchase_refusals import ReferenceAlreadyUsed
from app.engine.state import changes_of
from app.fences.store import forget_place
from app.mascot.store import close_review, insert_round
from app.members.store import update_member
from app.metrics import COMMIT_REPLAYS, COMMIT_SECONDS, LEDGER_MOVEMENTS
from app.offers.writes import VoucherWrites, write_vouchers
from app.profile.store import update_person, write_answers
from app.referrals.store import change_invitation, insert_invitation, insert_owed
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
    rounds: list[tuple[Row, Row | None]] = field(default_factory=list)
    """Mascot rounds that ended, each with the review that waits for it, if any."""
    verdicts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What staff decided, by round."""
    vouchers: VoucherWrites = field(default_factory=VoucherWrites)
    owed: list[Row] = field(default_factory=list)
    """What is to be recorded for other members once this is committed."""

    @property
    def shared(self) -> set[str]:
        """Names of the documents to change that other members' activities change too."""
        counters = {counter_id(gift.cause, self.books.state.id) for gift in self.books.gifts}
        return {
            *(f"cause:{counter}" for counter in counters),
            *(f"stock:{wheel}:{segment}" for wheel, segment, _ in self.books.stocks),
            *(f"budget:{share.rule}:{share.shard}" for share in self.books.shares),
            *self.vouchers.shared,
            *(f"invitation:{change.code}" for change in self.books.invitation_changes),
        }


async def commit(backend: Backend, *entries: Entry) -> None:
    """Write an entry, or several of one member that follow one another: all of it or nothing.

    Raises Overtaken when the member, a stock, a budget, a review, an invitation or an activity's key has changed since
    the decision, and ReferenceAlreadyUsed when another activity has taken a purchase's reference.
    """
    database, after = backend.database, entries[-1].books.state
    activities = [entry.activity for entry in entries if entry.activity is not None]
    transactions = [transaction for entry in entries for transaction in entry.transactions]

    async def write(session: Session) -> None:
        # The member first: it serialises everything else that is theirs.
        if not await update_member(database, session, after.id, entries[0].version, changes_of(after)):
            raise Overtaken
        await _write_activities(database, session, activities)
        for entry in entries:
            await _write_plays(database, session, entry)
            await _take_shares(database, session, entry)
            await _write_rounds(database, session, entry)
            if entry.books.person:
                await update_person(backend.vault, session, after.id, entry.books.person)
            if entry.books.answers:
                await write_answers(backend.vault, session, after.id, entry.books.answers)
            if not await write_vouchers(database, session, entry.vouchers):
                raise Overtaken
            await _write_invitations(database, session, entry)
            await _forget(database, session, entry.books)
        await count_gifts(database, session, after.id, [gift for entry in entries for gift in entry.books.gifts])
        if transactions:
            await insert_transactions(database, session, transactions)

    with COMMIT_SECONDS.time():
        await in_transaction(database.client, write, on_replay=COMMIT_REPLAYS.inc)
    for transaction in transactions:
        LEDGER_MOVEMENTS.labels(transaction["kind"]).inc()


async def _forget(database: Database, session: Session, books: Books) -> None:
    """Delete what the member no longer agrees to, or everything when they are erased."""
    if books.place_forgotten or books.erased:
        await forget_place(database, session, books.state.id)
    if books.erased:
        await erase_member_data(database, session, books.state.id)
    if books.erased and books.erased.first_answer is not None:
        await database.answers.insert_one(dict(books.erased.first_answer), session=session)


async def _write_plays(database: Database, session: Session, entry: Entry) -> None:
    for wheel, segment, stock in entry.books.stocks:
        if not await take_stock(database, session, wheel, segment, stock):
            raise Overtaken
    for play in entry.plays:
        await insert_play(database, session, play)


async def _take_shares(database: Database, session: Session, entry: Entry) -> None:
    for share in entry.books.shares:
        if not await take_share(database, session, share):
            raise Overtaken


async def _write_rounds(database: Database, session: Session, entry: Entry) -> None:
    for played, review in entry.rounds:
        await insert_round(database, session, played, review)
    for round_id, verdict in entry.verdicts.items():
        if not await close_review(database, session, round_id, verdict):
            raise Overtaken


async def _write_invitations(database: Database, session: Session, entry: Entry) -> None:
    for invitation in entry.books.invitations:
        await insert_invitation(database, session, invitation)
    for change in entry.books.invitation_changes:
        if not await change_invitation(database, session, change):
            raise Overtaken
    if entry.owed:
        await insert_owed(database, session, entry.owed)


async def _write_activities(database: Database, session: Session, activities: list[Row]) -> None:
    if await store.insert_activities(database, session, activities) is not None:
        raise Overtaken
    purchases = [activity for activity in activities if activity["kind"] == Purchase.kind]
    taken = await store.take_receipts(database, session, purchases)
    if taken is not None:
        raise ReferenceAlreadyUsed(purchases[taken]["said"]["reference"]).about("reference")
