"""Facts of what is refused of purchases and returns."""

import strawberry

from app.engine import purchase_refusals as purchases
from graphql_schema.errors.interface import Facts, UserError
from graphql_schema.scalars import BigInt


@strawberry.type(description="More was to be returned than is left of the purchase.")
class ReturnTooLargeError(UserError):
    """More than what is left."""

    left: BigInt = strawberry.field(description="What is left to return, in minor units.")


FACTS: Facts = {
    purchases.ReturnTooLarge: ReturnTooLargeError,
}
