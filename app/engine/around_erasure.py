"""What is still open for a member at the moment they are erased: it ends with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.mascot.store import waiting_rounds
from app.offers.store import usable_vouchers
from app.offers.voucher import Voucher
from app.referrals.invitation import Invitation
from app.referrals.store import unused_invitations
from app.storage.client import Database


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What others could still use of the member, or decide about them."""

    rounds: tuple[Mapping[str, Any], ...] = ()
    """Their mascot rounds that wait for review."""
    vouchers: tuple[Voucher, ...] = ()
    """Those that a till would take, reserved ones too."""
    invitations: tuple[Invitation, ...] = ()
    """Those that a friend could accept."""


NOTHING_OPEN = StillOpen()


async def still_open(database: Database, member: str, now: datetime) -> StillOpen:
    """Read what is open at an instant."""
    return StillOpen(
        rounds=await waiting_rounds(database, member),
        vouchers=tuple(await usable_vouchers(database, member, now)),
        invitations=tuple(await unused_invitations(database, member, now)),
    )
