"""Facts of what a referral refuses."""

from datetime import datetime

import strawberry

from app.referrals import refusals as referrals
from graphql_schema.errors.interface import Facts, UserError


@strawberry.type(description="All invitations of this day are made.")
class InvitationLimitReachedError(UserError):
    """All invitations of this day are made."""

    limit: int = strawberry.field(description="How many there are in a day.")
    next_at: datetime = strawberry.field(description="When the next day of the member's begins.")


@strawberry.type(description="The invitation's time is over.")
class InvitationExpiredError(UserError):
    """The invitation's time is over."""

    expired_at: datetime = strawberry.field(description="Until when it could be accepted.")


@strawberry.type(description="The member has accepted an invitation already.")
class AlreadyInvitedError(UserError):
    """The member has accepted an invitation already."""

    accepted_at: datetime = strawberry.field(description="When that was.")


@strawberry.type(description="The member joined too long ago to be invited.")
class JoinedTooLongAgoError(UserError):
    """The member joined too long ago."""

    until: datetime = strawberry.field(description="Until when they could have accepted an invitation.")


FACTS: Facts = {
    referrals.InvitationLimitReached: InvitationLimitReachedError,
    referrals.InvitationExpired: InvitationExpiredError,
    referrals.AlreadyInvited: AlreadyInvitedError,
    referrals.JoinedTooLongAgo: JoinedTooLongAgoError,
}
