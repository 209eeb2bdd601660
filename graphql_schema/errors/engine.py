"""Facts of what is refused of any activity."""

from datetime import datetime

import strawberry

from app.engine import refusals as engine
from graphql_schema.errors.interface import Facts, UserError
from graphql_schema.scalars import BigInt


@strawberry.type(description="The amount is beyond what the programme accepts.")
class AmountTooLargeError(UserError):
    """Beyond what the programme accepts."""

    most: BigInt = strawberry.field(description="The largest amount accepted; money is in minor units.")


@strawberry.type(description="The time lies in the future.")
class TimeInFutureError(UserError):
    """It can't have happened yet."""

    now: datetime = strawberry.field(description="The server's time.")


@strawberry.type(description="The activity was done as often today as the programme counts it.")
class DailyLimitReachedError(UserError):
    """As often today as the programme counts it."""

    limit: int = strawberry.field(description="How often it counts in a day.")
    next_at: datetime = strawberry.field(description="When it counts again.")


FACTS: Facts = {
    engine.AmountTooLarge: AmountTooLargeError,
    engine.TimeInFuture: TimeInFutureError,
    engine.DailyLimitReached: DailyLimitReachedError,
}
