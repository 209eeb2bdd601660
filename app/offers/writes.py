"""What one activity writes about vouchers, in the transaction it is recorded in."""

from dataclasses import dataclass, field, replace

from app.offers.store import insert_vouchers, put_back, replace_voucher, take_voucher
from app.offers.voucher import Voucher
from app.storage.client import Database, Session


@dataclass(slots=True)
class VoucherWrites:
    """New vouchers, changed ones, and what that takes from stocks or puts back."""

    issued: list[Voucher] = field(default_factory=list)
    changed: list[Voucher] = field(default_factory=list)
    taken: list[tuple[str, int]] = field(default_factory=list)
    """Offer and stock of each voucher that takes from a stock."""
    put_back: list[str] = field(default_factory=list)
    """The offer of each voucher of a stock that goes back to it."""

    @property
    def shared(self) -> set[str]:
        """Names of the stocks that they change."""
        return {f"offer:{offer}" for offer in (*(offer for offer, _ in self.taken), *self.put_back)}

    def of(self, activity: str) -> "VoucherWrites":
        """The same, with new vouchers that name the activity that issued them."""
        return replace(self, issued=[replace(voucher, activity=activity) for voucher in self.issued])


async def write_vouchers(database: Database, session: Session, writes: VoucherWrites) -> bool:
    """Write all of it, or say that a stock has not enough left: then roll back."""
    for offer, stock in writes.taken:
        if not await take_voucher(database, session, offer, stock):
            return False
    for offer in writes.put_back:
        await put_back(database, session, offer)
    if writes.issued:
        await insert_vouchers(database, session, writes.issued)
    for voucher in writes.changed:
        await replace_voucher(database, session, voucher)
    return True
