"""Vouchers of a life that went another way: they are numbered anew, as they are issued there."""

from collections.abc import Iterator

from app.engine.memory.history import History
from app.offers.refusals import UnknownVoucher
from app.offers.voucher import parse_voucher_id, voucher_id
from app.replay.recorded_member import RecordedMember
from app.storage.client import Row


def voucher_like(member: RecordedMember, number: int, history: History) -> int:
    """The number of the voucher that stands for the real one: of the same offer, issued by the same activity.

    Raises UnknownVoucher when that issued none.
    """
    wanted = voucher_id(history.document["_id"], number)
    for row in member.activities:
        for voucher, offer in _issued(row):
            if voucher == wanted:
                return _number_of(history, row["_id"], offer, wanted)
    raise UnknownVoucher(wanted)


def _number_of(history: History, activity: str, offer: str, wanted: str) -> int:
    issue = history.activities.get(activity)
    found = [voucher for voucher, of in _issued(issue) if of == offer] if issue else []
    known = parse_voucher_id(found[0]) if found else None
    if known is None:
        raise UnknownVoucher(wanted)
    return known[1]


def _issued(row: Row) -> Iterator[tuple[str, str]]:
    """The vouchers that an activity issued, each with its offer."""
    for outcome in row["outcomes"]:
        if outcome["type"] == "voucher_issued":
            yield outcome["voucher"], outcome["offer"]
