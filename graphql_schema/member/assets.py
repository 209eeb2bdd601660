"""The assets of a programme, as members see them."""

import strawberry

from app.programme.describe import expiry_term, pending_term
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt


@strawberry.type(description="Something a wallet can hold, counted in whole numbers.")
class Asset:
    """Something a wallet can hold."""

    words: strawberry.Private[Words]
    id: strawberry.ID = strawberry.field(description="The asset's id in the programme.")
    name: str = strawberry.field(description="Its name.")

    @strawberry.field(description="From when it can be spent, in words; null if the programme no longer has it.")
    def pending_term(self) -> str | None:
        model = self.words.programme.assets.get(self.id)
        return self.words.put(pending_term(model, self.words.programme)) if model else None

    @strawberry.field(description="How long it lasts, in words; null if the programme no longer has it.")
    def expiry_term(self) -> str | None:
        model = self.words.programme.assets.get(self.id)
        return self.words.put(expiry_term(model, self.words.programme)) if model else None


@strawberry.type(description="An amount of an asset that can be won.")
class Prize:
    """An amount of an asset."""

    asset: Asset = strawberry.field(description="What is won.")
    amount: BigInt = strawberry.field(description="How much of it.")


def asset(words: Words, asset_id: str) -> Asset:
    """An asset by its id, whether or not the programme in force still has it."""
    model = words.programme.assets.get(asset_id)
    return Asset(words=words, id=strawberry.ID(asset_id), name=words.text(model.name) if model else asset_id)


def prize(words: Words, asset_id: str, amount: int) -> Prize:
    """So much of an asset."""
    return Prize(asset=asset(words, asset_id), amount=BigInt(amount))
