"""Facts of what the places refuse."""

from datetime import datetime

import strawberry

from app.places import refusals as places
from graphql_schema.errors.interface import Facts, UserError


@strawberry.type(description="The store, or any store, counts again tomorrow.")
class CheckInLaterError(UserError):
    """It counts again tomorrow."""

    next_at: datetime = strawberry.field(description="When the next day of the member's begins.")


@strawberry.type(description="The member is not at the store.")
class NotAtStoreError(UserError):
    """The member is not at the store."""

    missing_m: int = strawberry.field(description="How many metres closer the member must come.")


FACTS: Facts = {
    places.AlreadyCheckedIn: CheckInLaterError,
    places.NoCheckInLeft: CheckInLaterError,
    places.NotAtStore: NotAtStoreError,
}
