"""Audit: read everything once, and say where it does not add up."""

from collections.abc import Callable

from app.engine.audit.causes import audit_accounts, audit_counters
from app.engine.audit.members import audit_members
from app.engine.audit.receipts import audit_receipt_count, audit_receipts
from app.engine.audit.referrals import audit_referrals
from app.engine.audit.report import AuditReport, Check
from app.engine.audit.stocks import audit_stocks, stocks_taken
from app.engine.audit.vouchers import audit_offer_stocks
from app.storage.client import Database

Progress = Callable[[int, int], None]
"""Told how many documents were read, and about how many there are."""


async def audit(database: Database, progress: Progress | None = None) -> AuditReport:
    """Check all members with all that is theirs, and the receipts, stocks, causes and invitations they share.

    A server may go on working meanwhile. Raises `SnapshotGone` when the machine is far too slow for that. Memory does
    not grow with the number of members, only with the longest history of a single one.
    """
    report = AuditReport()
    total = await _documents(database)
    taken_before = await stocks_taken(database)
    for audit_next in (audit_members, audit_receipts, audit_referrals):
        after: str | None = ""
        while after is not None:
            after = await audit_next(database, after, report)
            if progress is not None:
                progress(report.read, max(total, report.read))
    audit_receipt_count(report)
    await audit_stocks(database, taken_before, report)
    await audit_offer_stocks(database, report)
    audit_accounts(report)
    await audit_counters(database, report)
    _audit_totals(report)
    return report


async def _documents(database: Database) -> int:
    read = ("ledger", "activities", "plays", "rounds", "vouchers", "receipts")
    return sum([await database[name].estimated_document_count() for name in read])


def _audit_totals(report: AuditReport) -> None:
    for asset, totals in sorted(report.totals.items()):
        if totals.difference:
            accounts = ", ".join(f"{account} {amount}" for account, amount in sorted(totals.accounts.items()))
            words = f"members hold {totals.outstanding}; with {accounts} that sums to {totals.difference}, not to zero"
            report.add(Check.TOTALS, None, asset, words)
