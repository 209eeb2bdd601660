"""Invitations and members, in few words."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.programme.model import Referral
from app.programme.values import Text
from app.referrals.accept import Inviter, Newcomer
from app.referrals.invitation import Invitation
from app.referrals.state import NOTHING_REFERRED, ReferralState

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ROOT = b"r" * 32


def referral(**fields: Any) -> Referral:
    return Referral(name=Text("Friends"), **fields)


def invitation(**fields: Any) -> Invitation:
    """Anna's invitation, made now."""
    made = {"code": "CODE", "member": "anna", "number": 0, "sent_at": NOW, "expires_at": NOW + timedelta(days=30)}
    return Invitation(**{**made, **fields})


def inviter(member: str = "anna", joined: int = 0, state: ReferralState = NOTHING_REFERRED) -> Inviter:
    """A member who joined so many minutes after the start."""
    return Inviter(member=member, joined_at=NOW + timedelta(minutes=joined), root=ROOT, state=state)


def newcomer(member: str = "boris", joined: int = 1, state: ReferralState = NOTHING_REFERRED) -> Newcomer:
    return Newcomer(member=member, joined_at=NOW + timedelta(minutes=joined), state=state)
