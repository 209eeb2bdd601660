"""Activities as a life that went another way would have them."""

from collections.abc import Iterable
from dataclasses import replace

from app.engine.activities import (
    Activity,
    Answering,
    CheckIn,
    InvitationCancellation,
    ProfileUpdate,
    Purchase,
    Redemption,
    RedemptionCancellation,
    Reversal,
    RoundStart,
    VoucherCancellation,
    VoucherOpening,
    VoucherRelease,
    VoucherReservation,
    VoucherReturn,
)
from app.engine.memory.history import History
from app.engine.recorded import activity_of
from app.places.position import Position
from app.programme.model import Fence, Programme
from app.replay.answers import given_then
from app.replay.invitations import invitation_like, payment_like
from app.replay.recorded_member import RecordedMember
from app.replay.vouchers import voucher_like
from app.storage.client import Row
from app.wallet.refusals import UnknownTransaction


def counterpart(member: RecordedMember, row: Row, history: History, programme: Programme) -> Activity:
    """The activity in a row as it would have been said in this life.

    A reversal is about the transaction that stands for the one that was really reversed, and so it is with vouchers and
    with invitations that are taken back. Positions and personal details are never stored with an activity: whoever was
    at a place is taken to be there, and to have told what is known now. Raises UnknownTransaction, UnknownVoucher or
    UnknownInvitation when there is nothing of the kind.
    """
    match activity := activity_of(row):
        case Reversal():
            original = member.reversed.get(activity.transaction)
            found = _transaction_like(original, member.activities, history) if original else None
            if found is None:
                raise UnknownTransaction(activity.transaction).about("transactionId")
            return replace(activity, transaction=found)
        case RoundStart():
            game = programme.mascots.get(activity.game)
            return replace(activity, near=_inside(game.near[0]) if game and game.near else None)
        case CheckIn():
            store = programme.stores.get(activity.store)
            return replace(activity, near=_inside(store.fence)) if store else activity
        case ProfileUpdate():
            details = history.person.details
            told = [name for one in row["outcomes"] for name in one.get("fields", ()) if name in details]
            return replace(activity, person={name: details[name] for name in told} or None)
        case Answering():
            question = programme.questions.get(activity.question)
            given = given_then(activity.question, question, member.answers) if question else activity.given
            return replace(activity, given=given)
        case Purchase():
            return replace(activity, payment_reference=payment_like(row))
        case InvitationCancellation():
            return replace(activity, invitation=invitation_like(activity.invitation, member.activities, history))
        case (
            VoucherOpening()
            | VoucherReturn()
            | VoucherCancellation()
            | VoucherReservation()
            | VoucherRelease()
            | Redemption()
            | RedemptionCancellation()
        ):
            return replace(activity, voucher=voucher_like(member, activity.voucher, history))
        case _:
            return activity


def _inside(fence: Fence) -> Position:
    return Position(float(fence.latitude), float(fence.longitude))


def _transaction_like(original: Row, activities: Iterable[Row], history: History) -> str | None:
    """The transaction of the same activity, or of the same instant, that moves the same asset for the same reason.

    Where there are several, as when points turn into several vouchers at once, the first stands for the first.
    """
    names = ("activity", "kind", "asset", "rule", *(() if original["activity"] else ("at",)))
    alike = [one for one in history.transactions.values() if all(one[name] == original[name] for name in names)]
    place = next((_place(original["_id"], row) for row in activities if row["_id"] == original["activity"]), 0)
    return str(alike[place]["_id"]) if place < len(alike) else None


def _place(transaction: str, row: Row) -> int:
    """The place of a transaction among those like it that an activity led to, from 0."""
    headings = [
        (outcome["type"], outcome.get("asset"), outcome.get("rule"))
        for outcome in row["outcomes"]
        if "transaction" in outcome
    ]
    booked = [outcome["transaction"] for outcome in row["outcomes"] if "transaction" in outcome]
    at = booked.index(transaction) if transaction in booked else 0
    return headings[:at].count(headings[at]) if headings else 0
