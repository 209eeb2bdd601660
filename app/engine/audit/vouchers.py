"""The vouchers of one member, and the stocks they were taken from: activities and vouchers tell the same."""

from collections import Counter
from collections.abc import Iterator

from app.engine.audit.report import AuditReport, Check
from app.engine.audit.snapshot import snapshot
from app.engine.effects import VoucherChange
from app.offers.state import OffersState
from app.storage.client import Database, Row

ISSUED = "voucher_issued"
IN_USE = {
    ISSUED: "to be used",
    VoucherChange.RESERVED.value: "to be used",
    VoucherChange.RELEASED.value: "to be used",
    VoucherChange.RESTORED.value: "to be used",
    VoucherChange.REDEEMED.value: "redeemed",
    VoucherChange.CANCELLED.value: "cancelled",
}
"""Where a voucher stands after each outcome; opening a surprise changes nothing about that."""


def without_code(row: Row) -> Row:
    """A stored voucher under its id: what an audit reports can be read by those who must not use it."""
    return {**row, "_id": f"{row.get('member')}:{row.get('number')}"}


class Vouchers:
    """What the member's activities say about vouchers, until the vouchers confirm it."""

    def __init__(self, member: str, report: AuditReport) -> None:
        self._member = member
        self._report = report
        self._issued: dict[str, tuple[str, str]] = {}
        """For each voucher, the activity and the offer."""
        self._count = 0
        self._latest: dict[str, tuple[int, str]] = {}
        """For each voucher, the number of the activity that changed it last, and what it then was."""

    def take(self, row: Row) -> None:
        """Read one activity."""
        for outcome in row["outcomes"]:
            if outcome["type"] == ISSUED:
                self._count += 1
                self._issued[outcome["voucher"]] = (row["_id"], outcome["offer"])
            if outcome["type"] in IN_USE:
                latest = (row["number"], IN_USE[outcome["type"]])
                self._latest[outcome["voucher"]] = max(latest, self._latest.get(outcome["voucher"], latest))

    def confirm(self, row: Row) -> None:
        """Read one voucher."""
        voucher = row["_id"]
        told = self._issued.pop(voucher, None)
        if told != (row["activity"], row["offer"]):
            self._add(voucher, f"is of {row['offer']} by {row['activity']}; the activities say {told}")
        stands = "cancelled" if row["cancelled"] else "redeemed" if row["redeemed"] else "to be used"
        _, expected = self._latest.get(voucher, (0, stands))
        if stands != expected:
            self._add(voucher, f"is {stands}; by the activities it is {expected}")

    def about(self, kept: OffersState) -> Iterator[str]:
        """Say where what the member document keeps differs."""
        if kept.vouchers != self._count:
            yield f"counts {kept.vouchers} vouchers; the activities issued {self._count}"

    def finish(self) -> None:
        """Report what nothing has confirmed."""
        for voucher, (activity, offer) in self._issued.items():
            self._add(activity, f"issued {voucher} of {offer}, which does not exist")

    def _add(self, document: str, words: str) -> None:
        self._report.add(Check.VOUCHER, self._member, document, words)


async def audit_offer_stocks(database: Database, report: AuditReport) -> None:
    """Compare the stocks with the vouchers, all in one snapshot: members may claim meanwhile."""
    async with snapshot(database.client) as session:
        counted = {row["_id"]: row["taken"] async for row in database.offer_stocks.find(session=session)}
        held: Counter[str] = Counter()
        taking = database.vouchers.find({"of_stock": True, "cancelled": None}, {"offer": 1}, session=session)
        async for row in taking:
            held[row["offer"]] += 1
    for offer in sorted({*counted, *held}):
        if counted.get(offer, 0) != held[offer]:
            words = f"{counted.get(offer, 0)} were taken from this stock; there are {held[offer]} vouchers of it"
            report.add(Check.STOCK, None, f"offer {offer}", words)
