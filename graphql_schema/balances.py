"""What a wallet holds, as the APIs show it."""

from datetime import datetime

import strawberry

from app.engine.state import MemberState
from app.programme.model import Programme
from app.wallet.settle import settled
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt


@strawberry.type(description="Something a wallet can hold, counted in whole numbers.")
class Asset:
    """Something a wallet can hold."""

    id: strawberry.ID = strawberry.field(description="The asset's id in the programme.")
    name: str = strawberry.field(description="Its name.")


@strawberry.type(description="How much of an asset a wallet holds.")
class Balance:
    """How much of an asset a wallet holds."""

    asset: Asset = strawberry.field(description="The asset.")
    available: BigInt = strawberry.field(description="What can be spent; negative while a return is not repaid.")
    pending: BigInt = strawberry.field(description="What will become available later.")


def balances_of(member: MemberState, programme: Programme, words: Words, now: datetime) -> list[Balance]:
    """The balance of each of the programme's assets, as it stands now."""
    holdings = {asset: settled(member.holding(asset), now) for asset in programme.assets}
    return [
        Balance(
            asset=Asset(id=strawberry.ID(asset), name=words.text(programme.assets[asset].name)),
            available=BigInt(holding.available),
            pending=BigInt(holding.pending),
        )
        for asset, holding in holdings.items()
    ]
