"""What is stored of the ledger."""

from datetime import datetime
from typing import Any

from beanie import Document
from pymongo import ASCENDING, IndexModel

from app.wallet.lots import Holding
from app.wallet.movements import Movement, movement_document


class Transaction(Document):
    """One movement, written once and never changed. Its id is `<member>:<number>`, numbered without gaps from 1."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    activity: str | None
    """The activity it came from; None for what time alone changed."""
    recorded_at: datetime
    at: datetime
    """When it counts: an expiry counts at its own instant, whenever it was noticed."""
    kind: str
    asset: str
    amount: int
    """What the member gained, or lost when negative."""
    available: int
    """The member's available balance of the asset after it."""
    pending: int
    """The member's pending balance of the asset after it."""
    postings: list[dict[str, Any]]
    rule: str | None
    reason: str | None
    author: str | None
    reverses: str | None

    class Settings:
        name = "ledger"
        indexes = [
            IndexModel(
                [("member", ASCENDING), ("reverses", ASCENDING)],
                name="one_reversal_each",
                unique=True,
                partialFilterExpression={"reverses": {"$type": "string"}},
            ),
        ]


def transaction_id(member: str, number: int) -> str:
    """The id of a member's transaction. Ids sort by member and then by number."""
    return f"{member}:{number:010}"


def transaction_document(
    transaction: str, movement: Movement, after: Holding, *, activity: str | None, recorded_at: datetime
) -> dict[str, Any]:
    """A movement as stored in the ledger, with the balances after it."""
    return {
        "_id": transaction,
        "member": after.member,
        "activity": activity,
        "recorded_at": recorded_at,
        **movement_document(movement),
        "available": after.available,
        "pending": after.pending,
    }


def number_of(transaction: str) -> int:
    """The number of the transaction that has this id."""
    return int(transaction.rpartition(":")[2])


def member_of(transaction: str) -> str:
    """The member whose transaction has this id."""
    return transaction.rpartition(":")[0]
