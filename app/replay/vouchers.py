"""Vouchers of a life that went another way: they are numbered anew, as they are issued there."""

from collections.abc import Iterator

from app.engine.memory.history import History
from app.offers.refusals import UnknownVoucher
from app.offers.voucher import parse_voucher_id, voucher_id
from app.replay.recorded_member import RecordedMember
from app.storage.client import Row


def voucher_like(member: RecordedMember, number: int, history: History) -> int:
    """The number of the voucher that stands for the real one: of the same offer, issued by the same activity.

    Where that issued several of the offer, the first stands for the first, and so on. Raises UnknownVoucher when it
    issued none, or fewer.
    """
    wanted = voucher_id(history.document["_id"], number)
    for row in member.activities:
        for voucher, offer in _issued(row):
            if voucher == wanted:
                place = _of_offer(row, offer).index(wanted)
                return _number_of(history, row["_id"], offer, place, wanted)
    raise UnknownVoucher(wanted)


def _number_of(history: History, activity: str, offer: str, place: int, wanted: str) -> int:
    issue = history.activities.get(activity)
    known = [one for voucher in _of_offer(issue, offer) if (one := parse_voucher_id(voucher))] if issue else []
    if place >= len(known):
        raise UnknownVoucher(wanted)
    return known[place][1]


def _of_offer(row: Row, offer: str) -> list[str]:
    """The vouchers of an offer that an activity issued, in order."""
    return [voucher for voucher, of in _issued(row) if of == offer]


def _issued(row: Row) -> Iterator[tuple[str, str]]:
    """The vouchers that an activity issued, each with its offer."""
    for outcome in row["outcomes"]:
        if outcome["type"] == "voucher_issued":
            yield outcome["voucher"], outcome["offer"]
