"""Every query of the offers' room."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, UpdateOne

from app.offers.documents import voucher_document, voucher_from
from app.offers.voucher import Receipt, Voucher
from app.programme.model import Offer
from app.storage.client import Database, Row, Session


async def prepare_offer_stocks(database: Database, offers: Mapping[str, Offer]) -> None:
    """Make the counter of every offer with a stock that has none yet. Harmless to repeat.

    Called, outside a transaction, before a programme version is used: then the first takers need not wait for one
    another to make the counter.
    """
    counters = [
        UpdateOne({"_id": offer_id}, {"$setOnInsert": {"taken": 0}}, upsert=True)
        for offer_id, offer in offers.items()
        if offer.stock is not None
    ]
    if counters:
        await database.offer_stocks.bulk_write(counters, ordered=False)


async def offers_taken(database: Database, offers: Iterable[str]) -> dict[str, int]:
    """How many vouchers are taken of these offers with a stock, by offer."""
    rows = database.offer_stocks.find({"_id": {"$in": list(offers)}})
    return {row["_id"]: row["taken"] async for row in rows}


async def take_voucher(database: Database, session: Session, offer: str, stock: int) -> bool:
    """Count one more voucher as taken, unless `stock` are taken already; say whether it was counted.

    Belongs in a transaction: when another one takes from the same stock, one of the two is replayed.
    """
    counted = await database.offer_stocks.update_one(
        {"_id": offer, "taken": {"$lt": stock}}, {"$inc": {"taken": 1}}, session=session
    )
    if counted.modified_count:
        return True
    if stock == 0 or await database.offer_stocks.find_one({"_id": offer}, session=session):
        return False
    # Not an upsert: on a stock that is sold out it would try to insert, and the failure would end the transaction.
    await database.offer_stocks.insert_one({"_id": offer, "taken": 1}, session=session)
    return True


async def put_back(database: Database, session: Session, offer: str) -> None:
    """Count one voucher less as taken."""
    await database.offer_stocks.update_one({"_id": offer}, {"$inc": {"taken": -1}}, session=session)


async def insert_vouchers(database: Database, session: Session, vouchers: Sequence[Voucher]) -> None:
    """Store new vouchers."""
    await database.vouchers.insert_many([voucher_document(one) for one in vouchers], session=session)


async def replace_voucher(database: Database, session: Session, voucher: Voucher) -> None:
    """Store a voucher that has changed. The member's version, checked before, says that nobody else changed it."""
    await database.vouchers.replace_one({"_id": voucher.code}, voucher_document(voucher), session=session)


async def read_voucher(database: Database, member: str, number: int) -> Voucher | None:
    """A member's voucher by its number."""
    found = await database.vouchers.find_one({"member": member, "number": number})
    return voucher_from(found) if found else None


async def voucher_by_code(database: Database, code: str) -> Voucher | None:
    """The voucher with a code, as `codes.read_code` gives it."""
    found = await database.vouchers.find_one({"_id": code})
    return voucher_from(found) if found else None


async def vouchers_of(
    database: Database, member: str, limit: int, *, before: int | None = None, usable_at: datetime | None = None
) -> list[Voucher]:
    """A member's vouchers, the latest first; `before` is the number of the last one seen.

    With `usable_at` only those that could be used at that instant, reserved ones too.
    """
    wanted: Row = {"member": member}
    if before is not None:
        wanted["number"] = {"$lt": before}
    if usable_at is not None:
        wanted |= _usable(usable_at)
    rows = await database.vouchers.find(wanted).sort("number", DESCENDING).limit(limit).to_list()
    return [voucher_from(row) for row in rows]


async def usable_vouchers(database: Database, member: str, at: datetime) -> list[Voucher]:
    """All vouchers of a member that could be used at an instant, reserved ones too."""
    rows = await database.vouchers.find({"member": member, **_usable(at)}).to_list()
    return [voucher_from(row) for row in rows]


async def vouchers_issued_by(database: Database, member: str, activity: str) -> list[Voucher]:
    """The vouchers that an activity of the member issued."""
    rows = await database.vouchers.find({"member": member, "activity": activity}).to_list()
    return [voucher_from(row) for row in rows]


async def usable_among(
    database: Database, members: Iterable[str], activities: Iterable[str], at: datetime
) -> dict[str, Voucher]:
    """The latest voucher that could be used at an instant of those that each of these activities issued."""
    wanted = {"member": {"$in": list(members)}, "activity": {"$in": list(activities)}, **_usable(at)}
    rows = await database.vouchers.find(wanted).sort("number", ASCENDING).to_list()
    return {row["activity"]: voucher_from(row) for row in rows}


async def vouchers_used_on(database: Database, member: str, receipt: Receipt) -> list[Voucher]:
    """The member's vouchers that were redeemed on a receipt."""
    on = {"redeemed.receipt.partner": receipt.partner, "redeemed.receipt.reference": receipt.reference}
    rows = await database.vouchers.find({"member": member, **on}).to_list()
    return [voucher_from(row) for row in rows]


def _usable(at: datetime) -> Row:
    return {"redeemed": None, "cancelled": None, "expires_at": {"$gt": at}}
