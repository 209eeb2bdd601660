"""`magpie audit`: prove the books."""

import typer
from rich.table import Table

from app.cli.running import DataDir, console, counting_bar, run_opened, settings_with
from app.engine.audit.audit import audit as audit_books
from app.engine.audit.report import AuditReport
from app.opening import Opened


def audit(data_dir: DataDir = None) -> None:
    """Check transactions, lots, spins, rounds, vouchers, gifts; safe beside a server. Exit status 1 if any is wrong."""

    async def work(opened: Opened) -> None:
        with counting_bar() as bar:
            task = bar.add_task("Auditing", total=None)
            report = await audit_books(
                opened.database, lambda done, total: bar.update(task, completed=done, total=total)
            )
        _show(report)
        if not report.clean:
            raise typer.Exit(1)

    run_opened(settings_with(data_dir=data_dir), work)


def _show(report: AuditReport) -> None:
    console.print(
        f"Read {report.members:,} members, {report.activities:,} activities, {report.transactions:,} transactions with "
        f"{report.postings:,} postings, {report.plays:,} spins, {report.rounds:,} mascot rounds, "
        f"{report.vouchers:,} vouchers and {report.receipts:,} receipts."
    )
    if report.totals:
        console.print(_totals(report))
    for violation in report.violations:
        console.print(f"{violation.kind.value}: {violation.id}: {violation.words}", markup=False)
    if report.clean:
        console.print("The books balance.")
    else:
        console.print(f"{report.found.total():,} violations; the first {len(report.violations):,} are listed.")


def _totals(report: AuditReport) -> Table:
    table = Table("asset", box=None)
    for heading in ("issued", "adjusted", "redeemed", "donated", "expired", "available", "pending"):
        table.add_column(heading, justify="right")
    for asset, totals in sorted(report.totals.items()):
        amounts = (
            totals.issued,
            totals.adjusted,
            totals.redeemed,
            totals.donated,
            totals.expired,
            totals.available,
            totals.pending,
        )
        table.add_row(asset, *(f"{amount:,}" for amount in amounts))
    return table
