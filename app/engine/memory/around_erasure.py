"""What ends with a member who is erased, looked up in memory. See `app.engine.around_erasure`."""

from datetime import datetime

from app.engine.around_erasure import StillOpen
from app.engine.memory.history import History
from app.referrals.invitation import Stage


def still_open_in(history: History, now: datetime) -> StillOpen:
    """What is open at an instant."""
    vouchers = (voucher for number in history.vouchers if (voucher := history.voucher(number)))
    own = (one for one in history.invitations.values() if one.member == history.document["_id"])
    return StillOpen(
        rounds=tuple(history.rounds[one] for one, review in history.reviews.items() if review["verdict"] is None),
        vouchers=tuple(one for one in vouchers if not one.redeemed and not one.cancelled and one.expires_at > now),
        invitations=tuple(one for one in own if one.stage(now)[0] is Stage.SENT),
    )
