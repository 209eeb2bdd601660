"""Owing: record for other members what a friend's activity owes them, right after it or with a later sweep.

What is owed is written in the friend's transaction, and recorded for the other member under a key of its own. So it
happens once, whoever does it, however often, and whenever a process dies in between.
"""

from collections.abc import Iterable

import structlog
from pymongo.errors import PyMongoError

from app.engine.activities import Activity, FriendBought, FriendJoined, FriendOfFriendBought, FriendReturned
from app.engine.attempt import attempt
from app.engine.backend import Backend
from app.members.refusals import UnknownMember
from app.referrals.store import forget_owed, invitations_owing, owed_for
from app.storage.client import Row

SOURCE = "referral"
KINDS: dict[str, type[Activity]] = {
    kind.kind: kind for kind in (FriendBought, FriendJoined, FriendOfFriendBought, FriendReturned)
}

log = structlog.get_logger()


async def pay_soon(backend: Backend, owed: Iterable[Row]) -> None:
    """Record what has just come to be owed. Whatever goes wrong is logged, and left to the next sweep."""
    for invitation in sorted({row["invitation"] for row in owed}):
        try:
            await _pay(backend, invitation)
        except Exception:
            # The friend's own activity is recorded and answered for: nothing of this is theirs.
            log.exception("owed_not_paid", invitation=invitation)


async def pay_all(backend: Backend) -> int:
    """Record everything that is still owed, and say how many activities that were.

    Two at once do no harm. An invitation for which it fails is logged and passed over. Raises PyMongoError when the
    database is away.
    """
    paid = 0
    async for invitation in invitations_owing(backend.database):
        try:
            paid += await _pay(backend, invitation)
        except PyMongoError:
            raise
        except Exception:
            log.exception("owed_not_paid", invitation=invitation)
    return paid


async def _pay(backend: Backend, invitation: str) -> int:
    """Record what is owed for one invitation, in order: what was paid first can then be taken back."""
    paid = 0
    for row in await owed_for(backend.database, invitation):
        activity = KINDS[row["kind"]](at=row["at"], **row["said"])
        try:
            await attempt(backend, row["member"], activity, row["_id"], SOURCE)
            paid += 1
        except UnknownMember:
            log.info("nobody_to_pay", invitation=invitation)
        await forget_owed(backend.database, row["_id"])
    return paid
