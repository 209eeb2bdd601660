"""The audit of receipts: each leads to its purchase, and no purchase is without one."""

from app.engine.activities import Purchase
from app.engine.audit.report import AuditReport, Check
from app.engine.audit.snapshot import snapshot
from app.engine.documents import receipt_id
from app.storage.client import Database, Row, Session

AT_ONCE = 2_000


async def audit_receipts(database: Database, after: str, report: AuditReport) -> str | None:
    """Audit the next receipts whose id is greater than `after`; returns where to go on, None at the end."""
    async with snapshot(database.client) as session:
        rows = database.receipts.find({"_id": {"$gt": after}}, session=session).sort("_id", 1).limit(AT_ONCE)
        receipts = await rows.to_list()
        purchases = await _purchases(database, session, receipts)
    for receipt in receipts:
        report.receipts += 1
        reference = purchases.get(receipt["activity"])
        if reference is None:
            words = f"leads to {receipt['activity']}, which is no purchase"
            report.add(Check.RECEIPT, None, receipt["_id"], words)
        elif reference != receipt["_id"]:
            words = f"leads to {receipt['activity']}, whose reference is {reference}"
            report.add(Check.RECEIPT, None, receipt["_id"], words)
    return receipts[-1]["_id"] if len(receipts) == AT_ONCE else None


def audit_receipt_count(report: AuditReport) -> None:
    """Compare how many purchases and receipts there are, once all have been read.

    Each receipt leads to a purchase of its own, so equal numbers mean that every purchase has its receipt. The receipts
    are read last: there may be more of them, of purchases made meanwhile, but never fewer.
    """
    if report.purchases > report.receipts:
        missing = report.purchases - report.receipts
        words = f"{missing} purchases have no receipt, so that their references could be used again"
        report.add(Check.RECEIPT, None, "receipts", words)


async def _purchases(database: Database, session: Session, receipts: list[Row]) -> dict[str, str]:
    """The receipt ids that the named activities should have, by activity; only purchases."""
    wanted = {"_id": {"$in": [receipt["activity"] for receipt in receipts]}, "kind": Purchase.kind}
    fields = {"said.partner": 1, "said.reference": 1}
    found = await database.activities.find(wanted, fields, session=session).batch_size(AT_ONCE).to_list()
    return {row["_id"]: receipt_id(row["said"]["partner"], row["said"]["reference"]) for row in found}
