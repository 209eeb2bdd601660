"""Facts of what the wheel refuses."""

from datetime import date, datetime

import strawberry

from app.wheel import refusals as wheel
from graphql_schema.errors.interface import Facts, UserError
from graphql_schema.scalars import BigInt


@strawberry.type(description="Neither a free spin nor a token is left.")
class NoSpinLeftError(UserError):
    """No spin is left."""

    wheel: str = strawberry.field(description="The wheel's id in the programme.")
    balance: BigInt = strawberry.field(description="How many tokens the wallet holds.")
    next_free_at: datetime | None = strawberry.field(description="When free spins come again.")


@strawberry.type(description="The wheel's first day has not come, or its last has passed.")
class WheelNotOpenError(UserError):
    """The wheel is closed today."""

    starts_on: date | None = strawberry.field(description="The first day, in the programme's zone.")
    ends_on: date | None = strawberry.field(description="The last day, in the programme's zone.")


@strawberry.type(description="The member is too young, or their date of birth is unknown.")
class AgeError(UserError):
    """The member's age does not allow it."""

    minimum_age: int = strawberry.field(description="In years.")


FACTS: Facts = {
    wheel.NoSpinLeft: NoSpinLeftError,
    wheel.WheelNotOpen: WheelNotOpenError,
    wheel.UnderAge: AgeError,
    wheel.AgeUnknown: AgeError,
}
