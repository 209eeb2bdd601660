"""The ledger as the APIs show it: one movement of one asset, and the page of a statement."""

from datetime import datetime
from typing import Any

import strawberry

from app.engine.backend import Backend
from app.engine.sweep import settle_member
from app.wallet.movements import Kind
from app.wallet.store import statement
from graphql_schema.enums import api_enum
from graphql_schema.ids import Node, global_id
from graphql_schema.pagination import Connection, page, position, wanted
from graphql_schema.scalars import BigInt

TransactionKind: Any = api_enum(
    Kind,
    "Why something moved.",
    {
        Kind.EARN: "It was earned.",
        Kind.SPEND: "It was spent.",
        Kind.DONATE: "It was given to a cause.",
        Kind.ACTIVATE: "Its pending time was over.",
        Kind.EXPIRE: "It expired.",
        Kind.TAKE_BACK: "A returned purchase took back what it had earned.",
        Kind.ADJUST: "Staff gave or took it.",
        Kind.REVERSE: "Staff undid another transaction.",
    },
    name="TransactionKind",
)


@strawberry.type(description="One movement in the ledger: written once, never changed.")
class Transaction(Node):
    """One movement in the ledger."""

    at: datetime = strawberry.field(description="When it counts.")
    recorded_at: datetime = strawberry.field(description="When it was written.")
    kind: TransactionKind = strawberry.field(description="Why it moved.")
    asset: str = strawberry.field(description="The asset's id.")
    amount: BigInt = strawberry.field(description="What was gained, negative for lost; 0 when pending became active.")
    available: BigInt = strawberry.field(description="What could be spent after it.")
    pending: BigInt = strawberry.field(description="What was pending after it.")
    rule: str | None = strawberry.field(description="The rule behind it.")
    reason: str | None = strawberry.field(description="The reason staff gave.")
    reverses: strawberry.ID | None = strawberry.field(description="The transaction it undid.")
    activity_id: strawberry.ID | None = strawberry.field(
        description="The activity it came from; null for what time alone changed."
    )


def transaction(row: dict[str, Any]) -> Transaction:
    """A stored transaction as the API shows it."""
    return Transaction(
        id=global_id("Transaction", row["_id"]),
        at=row["at"],
        recorded_at=row["recorded_at"],
        kind=Kind(row["kind"]),
        asset=row["asset"],
        amount=BigInt(row["amount"]),
        available=BigInt(row["available"]),
        pending=BigInt(row["pending"]),
        rule=row["rule"],
        reason=row["reason"],
        reverses=global_id("Transaction", row["reverses"]) if row["reverses"] else None,
        activity_id=global_id("Activity", row["activity"]) if row["activity"] else None,
    )


async def statement_page(
    backend: Backend, member: str, first: int, after: str | None, asset: str | None, *, is_due: bool
) -> Connection[Transaction]:
    """A page of a member's statement, the latest first. Raises GraphQLError for a bad page size or cursor.

    What is due is booked before, so that the statement ends where the balance stands.
    """
    if is_due:
        await settle_member(backend, member)
    number = position(after)
    before = f"{member}:{number}" if number else None
    rows = await statement(backend.database, member, wanted(first), before=before, asset=asset)
    return page(rows, first, after, transaction, lambda row: row["_id"].rpartition(":")[2])
