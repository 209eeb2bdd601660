"""Invite: make an invitation, or take one back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.programme.model import Period, Referral
from app.programme.periods import period_key, start_of_next
from app.referrals.invitation import Invitation, Stage
from app.referrals.marks import code_of
from app.referrals.refusals import (
    InvitationCancelled,
    InvitationExpired,
    InvitationLimitReached,
    InvitationUsed,
    UnknownInvitation,
)
from app.referrals.state import ReferralState


def invite(
    *,
    referral: Referral,
    member: str,
    root: bytes,
    state: ReferralState,
    channel: str | None,
    now: datetime,
    zone: ZoneInfo,
) -> Invitation:
    """The member's next invitation. `zone` is the member's. Raises InvitationLimitReached."""
    today = now.astimezone(zone).date()
    if state.sent_on(today) >= referral.daily_limit:
        counted = max(period_key(Period.DAY, today), state.today.period if state.today else "")
        raise InvitationLimitReached(referral.daily_limit, start_of_next(Period.DAY, counted, zone))
    return Invitation(
        code=code_of(root, state.sent),
        member=member,
        number=state.sent,
        sent_at=now,
        expires_at=referral.valid_for.after(now, zone),
        channel=channel,
    )


def check_cancellation(invitation: Invitation | None, member: str, now: datetime) -> Invitation:
    """The member's own invitation, still unused. Raises UnknownInvitation, or what is in the way."""
    if invitation is None or invitation.member != member:
        raise UnknownInvitation().about("invitation")
    check_unused(invitation, now, "invitation")
    return invitation


def check_unused(invitation: Invitation, now: datetime, field: str) -> None:
    """Raises InvitationCancelled, InvitationUsed or InvitationExpired, about this input field."""
    stage, at = invitation.stage(now)
    if stage is Stage.CANCELLED:
        raise InvitationCancelled().about(field)
    if stage in (Stage.JOINED, Stage.BOUGHT):
        raise InvitationUsed().about(field)
    if stage is Stage.EXPIRED:
        raise InvitationExpired(at).about(field)
