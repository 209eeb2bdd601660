"""Members who bring their friends."""

from typing import Annotated

from pydantic import AfterValidator, Field

from app.programme.model.base import Model, Period, Reward
from app.programme.values import Amount, Duration, Link, Span, Text, Whole

CODE = "{code}"
"""Stands in a link for the code of the invitation."""


def with_code(link: str) -> str:
    """The link, if it says where the code goes. Raises ValueError."""
    if link.count(CODE) != 1:
        raise ValueError(f"must say once where the code goes, for example https://example.org/join?code={CODE}")
    return link


InvitationLink = Annotated[Link, AfterValidator(with_code)]


class InviterRewards(Model):
    """What a member gets for each stage that an invitation of theirs reaches."""

    sent: Reward | None = None
    joined: Reward | None = None
    """When a friend has joined and accepted it."""
    bought: Reward | None = None
    """When that friend has made a first purchase."""


class FriendRewards(Model):
    """What the friend gets."""

    joined: Reward | None = None
    """For accepting the invitation."""
    bought: Reward | None = None
    """For the first purchase after that."""


class PaidInvitations(Model):
    """How many invitations are paid for; without `per`, ever."""

    times: Whole = Field(ge=1, le=1_000)
    per: Period | None = None


class ReferralLimits(Model):
    """How much of all this pays one member."""

    sent: PaidInvitations | None = None
    friends: Whole | None = Field(default=None, ge=1, le=1_000_000)
    """How many friends pay: so many for joining, and so many for a first purchase."""
    friends_of_friends: Whole | None = Field(default=None, ge=1, le=1_000_000)
    """How many first purchases on the second level pay."""


class Referral(Model):
    """How members invite their friends, and what both sides get for it."""

    name: Text
    text: Text | None = None
    link: InvitationLink | None = None
    """What the app shares: an address with the invitation's code."""
    valid_for: Span = Duration(30, "days")
    """How long an invitation can be accepted."""
    accepted_within: Span = Duration(7, "days")
    """How long after joining a new member can accept one."""
    daily_limit: Whole = Field(default=20, ge=1, le=1_000)
    """How many invitations a member can make in a day, in the member's zone."""
    smallest_purchase: Amount | None = None
    """What the first purchase must come to; anything above 0 when left out."""
    inviter: InviterRewards = InviterRewards()
    friend: FriendRewards = FriendRewards()
    second_level: Reward | None = None
    """What a member gets for the first purchase of a friend's friend."""
    limits: ReferralLimits = ReferralLimits()
