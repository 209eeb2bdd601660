"""Why inviting, or accepting an invitation, can be refused. None of them says who the other person is."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class ReferralNotOffered(Refusal):
    """The programme has no referral."""

    code: ClassVar[str] = "REFERRAL_NOT_OFFERED"
    remedy: ClassVar[str] = "Don't offer inviting."
    words: ClassVar[str] = "Members can't invite friends in this programme."


@dataclass(eq=False)
class InvitationLimitReached(Refusal):
    """As many invitations today as the programme allows."""

    code: ClassVar[str] = "INVITATION_LIMIT_REACHED"
    remedy: ClassVar[str] = "Show when the next one can be made."
    words: ClassVar[str] = (
        "The invitations of today are made ({limit}); the next day starts at {next_at:%Y-%m-%d %H:%M} UTC."
    )
    limit: int
    next_at: datetime


@dataclass(eq=False)
class UnknownInvitation(Refusal):
    """No invitation has that code; to cancel, none of the member's own."""

    code: ClassVar[str] = "UNKNOWN_INVITATION"
    remedy: ClassVar[str] = "Ask for the code again."
    words: ClassVar[str] = "There is no such invitation; look at its code again."


@dataclass(eq=False)
class OwnInvitation(Refusal):
    """Nobody can invite themselves."""

    code: ClassVar[str] = "OWN_INVITATION"
    remedy: ClassVar[str] = "Ask for the code of somebody else."
    words: ClassVar[str] = "This is your own invitation; send it to a friend."


@dataclass(eq=False)
class AlreadyInvited(Refusal):
    """A member can be invited once only."""

    code: ClassVar[str] = "ALREADY_INVITED"
    remedy: ClassVar[str] = "Nothing is left to do."
    words: ClassVar[str] = (
        "You have accepted an invitation already, at {accepted_at:%Y-%m-%d %H:%M} UTC; one is all there can be."
    )
    accepted_at: datetime


@dataclass(eq=False)
class JoinedTooLongAgo(Refusal):
    """Invitations are for new members."""

    code: ClassVar[str] = "JOINED_TOO_LONG_AGO"
    remedy: ClassVar[str] = "Ask for the code in the first days of a membership only."
    words: ClassVar[str] = (
        "Invitations are for new members: you could have accepted one until {until:%Y-%m-%d %H:%M} UTC."
    )
    until: datetime


@dataclass(eq=False)
class InvitationCancelled(Refusal):
    """Whoever sent it took it back."""

    code: ClassVar[str] = "INVITATION_CANCELLED"
    remedy: ClassVar[str] = "Ask the inviter for a new one."
    words: ClassVar[str] = "This invitation was cancelled; it takes a new one."


@dataclass(eq=False)
class InvitationUsed(Refusal):
    """It was accepted already; an invitation is for one friend."""

    code: ClassVar[str] = "INVITATION_USED"
    remedy: ClassVar[str] = "Ask the inviter for a new one."
    words: ClassVar[str] = "This invitation was accepted already, and it is for one person only; it takes a new one."


@dataclass(eq=False)
class InvitationExpired(Refusal):
    """Its time is over."""

    code: ClassVar[str] = "INVITATION_EXPIRED"
    remedy: ClassVar[str] = "Ask the inviter for a new one."
    words: ClassVar[str] = (
        "This invitation could be accepted until {expired_at:%Y-%m-%d %H:%M} UTC; it takes a new one."
    )
    expired_at: datetime


@dataclass(eq=False)
class NotNewer(Refusal):
    """Who invites has been a member for longer than who is invited: so no two members ever invite each other."""

    code: ClassVar[str] = "NOT_NEWER_THAN_INVITER"
    remedy: ClassVar[str] = "Nothing helps: the member was there before."
    words: ClassVar[str] = "This invitation is for people who join after the one who sent it; you joined before."


@dataclass(eq=False)
class SameDevice(Refusal):
    """The inviting member uses the same device."""

    code: ClassVar[str] = "SAME_DEVICE"
    remedy: ClassVar[str] = "Each friend accepts on a device of their own."
    words: ClassVar[str] = "This invitation comes from the very device that accepts it; it is for somebody else."


@dataclass(eq=False)
class SamePayment(Refusal):
    """The inviting member uses the same means of payment."""

    code: ClassVar[str] = "SAME_PAYMENT"
    remedy: ClassVar[str] = "Each friend pays by means of their own."
    words: ClassVar[str] = "This invitation comes from somebody who pays by the same means; it is for somebody else."
