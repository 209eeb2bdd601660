"""Every query of the ledger but the audit's."""

from collections.abc import Iterable, Sequence

from pymongo import ASCENDING, DESCENDING

from app.storage.client import Database, Row, Session
from app.wallet.documents import transaction_id


async def insert_transactions(database: Database, session: Session, transactions: Sequence[Row]) -> None:
    """Append to the ledger."""
    await database.ledger.insert_many(transactions, ordered=True, session=session)


async def read_transaction(database: Database, member: str, transaction: str) -> Row | None:
    """A member's transaction; None when it is another member's or does not exist."""
    return await database.ledger.find_one({"_id": transaction, "member": member})


async def reversals_among(database: Database, member: str, transactions: Iterable[str]) -> frozenset[str]:
    """Which of these transactions were reversed."""
    wanted = {"member": member, "reverses": {"$in": list(transactions), "$type": "string"}}
    return frozenset([row["reverses"] async for row in database.ledger.find(wanted, {"reverses": 1})])


async def statement(
    database: Database, member: str, limit: int, *, before: str | None = None, asset: str | None = None
) -> list[Row]:
    """A member's transactions, the latest first; `before` is the id of the last one seen."""
    wanted: Row = {"_id": {"$gt": f"{member}:", "$lt": before or f"{member};"}}
    if asset is not None:
        wanted["asset"] = asset
    return await database.ledger.find(wanted).sort("_id", DESCENDING).limit(limit).to_list()


async def transactions_after(database: Database, member: str, number: int, limit: int) -> list[Row]:
    """A member's transactions after the one of this number, the earliest first."""
    wanted = {"_id": {"$gt": transaction_id(member, number), "$lt": f"{member};"}, "member": member}
    return await database.ledger.find(wanted).sort("_id", ASCENDING).limit(limit).to_list()


async def earned_by(database: Database, member: str, rules: Sequence[str]) -> dict[str, int]:
    """What these rules have given a member, by asset, less what was taken back or reversed; none where that is 0."""
    stages: list[Row] = [
        {"$match": {"_id": {"$gt": f"{member}:", "$lt": f"{member};"}, "rule": {"$in": list(rules)}}},
        {"$group": {"_id": "$asset", "amount": {"$sum": "$amount"}}},
        {"$sort": {"_id": 1}},
    ]
    rows = await (await database.ledger.aggregate(stages)).to_list()
    return {row["_id"]: row["amount"] for row in rows if row["amount"]}
