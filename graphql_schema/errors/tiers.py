"""Facts of what tiers and memberships refuse."""

from datetime import datetime

import strawberry

from app.tiers import refusals as tiers
from graphql_schema.errors.interface import Facts, UserError


@strawberry.type(description="The membership is paid for as far ahead as can be.")
class MembershipPaidAheadError(UserError):
    """The membership is paid for as far ahead as can be."""

    until: datetime = strawberry.field(description="Until when it is paid for.")


FACTS: Facts = {
    tiers.MembershipPaidAhead: MembershipPaidAheadError,
}
