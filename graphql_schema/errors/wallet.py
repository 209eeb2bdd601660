"""Facts of what the wallet refuses."""

import strawberry

from app.wallet import refusals as wallet
from graphql_schema.errors.interface import Facts, UserError
from graphql_schema.scalars import BigInt


@strawberry.type(description="The wallet holds less than asked.")
class InsufficientBalanceError(UserError):
    """The wallet holds less than asked."""

    asset: str = strawberry.field(description="The asset's id.")
    balance: BigInt = strawberry.field(description="What the wallet holds.")
    asked: BigInt = strawberry.field(description="What it takes.")


FACTS: Facts = {
    wallet.InsufficientBalance: InsufficientBalanceError,
}
