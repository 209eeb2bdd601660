"""Effects of inviting, of being invited, and of what friends do."""

from dataclasses import dataclass
from datetime import datetime

from app.referrals.invitation import Invitation
from app.referrals.owed import Owed
from app.referrals.state import Invited, ReferralState


@dataclass(frozen=True, slots=True)
class ReferralNoted:
    """Where the member stands with referral from now on."""

    state: ReferralState


@dataclass(frozen=True, slots=True)
class InvitationSent:
    """An invitation was made."""

    invitation: Invitation


@dataclass(frozen=True, slots=True)
class InvitationTakenBack:
    """An unused invitation was cancelled."""

    invitation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    """The member came by an invitation."""

    invited: Invited


@dataclass(frozen=True, slots=True)
class FirstPurchaseCounted:
    """A purchase is the first one of a member who was invited, as long as `smallest` minor units are left of it."""

    invited: Invited
    smallest: int
    at: datetime
    second_level: bool
    """Whether the inviter's inviter is paid for it too."""


@dataclass(frozen=True, slots=True)
class FirstPurchaseUndone:
    """Too little is left of that purchase: another one can be the first."""

    invited: Invited


@dataclass(frozen=True, slots=True)
class FriendStepped:
    """A friend did something that was waited for. `step` is a `Step`, or `returned`."""

    step: str
    invitation: str


@dataclass(frozen=True, slots=True)
class Owing:
    """An activity of another member is to be recorded."""

    owed: Owed
