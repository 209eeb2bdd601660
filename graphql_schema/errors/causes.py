"""Facts of what the causes refuse."""

from datetime import date

import strawberry

from app.causes import refusals as causes
from graphql_schema.errors.interface import Facts, UserError
from graphql_schema.scalars import BigInt


@strawberry.type(description="The cause's first day has not come, or its last has passed.")
class CauseNotOpenError(UserError):
    """The cause is closed today."""

    starts_on: date | None = strawberry.field(description="The first day, in the programme's zone.")
    ends_on: date | None = strawberry.field(description="The last day, in the programme's zone.")


@strawberry.type(description="Less than the smallest donation was to be given.")
class DonationTooSmallError(UserError):
    """Less than the smallest donation."""

    asset: str = strawberry.field(description="The asset's id.")
    least: BigInt = strawberry.field(description="The smallest donation of the asset.")


FACTS: Facts = {
    causes.CauseNotOpen: CauseNotOpenError,
    causes.DonationTooSmall: DonationTooSmallError,
}
