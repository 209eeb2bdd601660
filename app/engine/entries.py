"""The documents to write for an activity, or for the mere passing of time."""

from app.engine.activities import said
from app.engine.books import Books
from app.engine.commit import Entry
from app.engine.documents import activity_id
from app.engine.foresee import Foreseen
from app.engine.rounds import ended_rounds, verdicts
from app.storage.client import Row
from app.wallet.documents import transaction_document, transaction_id
from app.wheel.documents import play_document, play_id


def entry_of_activity(foreseen: Foreseen, *, key: str, source: str, request: str) -> Entry:
    """What to commit for an activity. `request` is the fingerprint that the key stands for."""
    books, member = foreseen.books, foreseen.books.state.id
    activity = activity_id(member, key)
    return Entry(
        version=foreseen.member["version"],
        books=books,
        transactions=_transactions(books, activity),
        plays=[
            play_document(
                play_id=play_id(member, wheel, result.record.seed_number, result.record.nonce),
                member=member,
                wheel=wheel,
                activity=activity,
                at=foreseen.situation.at,
                programme_version=foreseen.programme_version,
                result=result,
            )
            for wheel, result in books.plays
        ],
        activity={
            "_id": activity,
            "member": member,
            "number": books.state.version,
            "key": key,
            "request": request,
            "kind": foreseen.situation.activity.kind,
            "at": foreseen.situation.at,
            "recorded_at": books.now,
            "source": source,
            "said": said(foreseen.situation.activity),
            "programme_version": foreseen.programme_version,
            "outcomes": list(foreseen.outcomes),
            "reasons": [{"rule": one.rule, "reason": one.reason.to_document()} for one in foreseen.decision.reasons],
        },
        rounds=ended_rounds(books, activity),
        verdicts=verdicts(books, activity),
        vouchers=books.vouchers.of(activity),
        owed=[owed.to_document(books.state.version) for owed in books.owed],
    )


def entry_of_time(books: Books, version: int) -> Entry:
    """What to commit when only time has passed."""
    return Entry(version=version, books=books, transactions=_transactions(books, None), plays=[])


def _transactions(books: Books, activity: str | None) -> list[Row]:
    """The ledger documents of the booked movements. What time alone changed belongs to no activity."""
    first = books.state.transactions - len(books.movements) + 1
    return [
        transaction_document(
            transaction_id(books.state.id, number),
            movement,
            holding,
            activity=None if movement.of_time else activity,
            recorded_at=books.now,
        )
        for number, (movement, holding) in enumerate(zip(books.movements, books.balances, strict=True), start=first)
    ]
