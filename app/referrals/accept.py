"""Accept: a new member says by whose invitation they came."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.programme.model import Referral
from app.referrals.invitation import Invitation
from app.referrals.invite import check_unused
from app.referrals.marks import device_mark, payment_mark
from app.referrals.refusals import (
    AlreadyInvited,
    InvitationCancelled,
    JoinedTooLongAgo,
    NotNewer,
    OwnInvitation,
    SameDevice,
    SamePayment,
    UnknownInvitation,
)
from app.referrals.state import Above, Invited, ReferralState


@dataclass(frozen=True, slots=True, kw_only=True)
class Inviter:
    """What counts of the member who invited."""

    member: str
    joined_at: datetime
    root: bytes
    state: ReferralState

    def uses_device(self, device: str) -> bool:
        """Whether it is one of those the inviter used last."""
        return device_mark(self.root, device) in self.state.devices

    def pays_by(self, reference: str) -> bool:
        """Whether it is one of the means of payment that the inviter used last."""
        return payment_mark(self.root, reference) in self.state.payments


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What counts of the member who accepts, with what the app says of the device and the means of payment."""

    member: str
    joined_at: datetime
    state: ReferralState
    device: str | None = None
    payment: str | None = None


def accept(
    *,
    referral: Referral,
    newcomer: Newcomer,
    invitation: Invitation | None,
    inviter: Inviter | None,
    now: datetime,
    zone: ZoneInfo,
) -> Invited:
    """By whom the newcomer is invited from now on. `zone` is the programme's. Raises a Refusal of this room.

    Members only ever follow members who joined before them. So there are no circles, however long and however many
    accept at the same moment.
    """
    if invitation is None:
        raise UnknownInvitation().about("code")
    if inviter is None:  # erased, and their open invitations with them
        raise InvitationCancelled().about("code")
    if invitation.member == newcomer.member:
        raise OwnInvitation().about("code")
    if newcomer.state.invited is not None:
        raise AlreadyInvited(newcomer.state.invited.at)
    if invitation.friend == newcomer.member and invitation.joined_at:
        # Accepted in this very moment, after the newcomer's state was read.
        raise AlreadyInvited(invitation.joined_at)
    until = referral.accepted_within.after(newcomer.joined_at, zone)
    if now >= until:
        raise JoinedTooLongAgo(until)
    check_unused(invitation, now, "code")
    if newcomer.joined_at <= inviter.joined_at:
        raise NotNewer().about("code")
    if newcomer.device is not None and inviter.uses_device(newcomer.device):
        raise SameDevice().about("device")
    if newcomer.payment is not None and inviter.pays_by(newcomer.payment):
        raise SamePayment().about("paymentReference")
    return Invited(invitation=invitation.code, inviter=inviter.member, at=now, above=_above(inviter.state.invited))


def _above(came: Invited | None) -> Above | None:
    """The second level is settled here: who invites the inviter later has no part in this friend."""
    return Above(invitation=came.invitation, member=came.inviter) if came else None
