"""What is published of a cause: the same for every member."""

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

from app.causes.gifts import Gifts, Total
from app.causes.rules import is_open, least_donation, percent_of_goal
from app.programme import model
from app.programme.describe import donation_term, share_term
from app.programme.values import in_minor_units
from graphql_schema.context import Info
from graphql_schema.enums import api_enum
from graphql_schema.member.assets import Asset, asset
from graphql_schema.money import Money, money
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt

SharedByEnum: Any = api_enum(
    model.SharedBy,
    "Whose purchases share with a cause.",
    {
        model.SharedBy.CHOOSERS: "Those of the members who chose it.",
        model.SharedBy.EVERYBODY: "Those of all members.",
    },
)


@strawberry.type(description="An asset that can be given to a cause.")
class AcceptedAsset:
    """An asset that can be given to a cause."""

    asset: Asset = strawberry.field(description="The asset.")
    amount: BigInt = strawberry.field(description="For so much of it the brand gives `worth`.")
    worth: Money = strawberry.field(description="What the brand gives for `amount`.")
    smallest: BigInt = strawberry.field(description="The smallest donation.")
    words: str = strawberry.field(description="What it is worth, in words.")


@strawberry.type(description="The part of purchases that the brand gives to a cause.")
class PurchaseShare:
    """The part of purchases that the brand gives to a cause."""

    percent: Decimal = strawberry.field(description="How much of a purchase, in percent.")
    of: SharedByEnum = strawberry.field(description="Whose purchases.")
    words: str = strawberry.field(description="The same in words.")


@strawberry.type(description="So much of an asset.")
class AssetAmount:
    """So much of an asset."""

    asset: Asset = strawberry.field(description="The asset.")
    amount: BigInt = strawberry.field(description="How much of it.")


@strawberry.type(description="What a cause aims at: an amount of money, or of an asset.")
class CauseGoal:
    """What a cause aims at."""

    money: Money | None = strawberry.field(description="The money that the brand is to give; null for an asset.")
    asset_amount: AssetAmount | None = strawberry.field(description="What members are to give; null for money.")


@strawberry.type(description="What was given to a cause, less what was taken back.")
class CauseGifts:
    """What was given to a cause."""

    donated: list[AssetAmount] = strawberry.field(description="What was given of each asset, if anything.")
    worth: Money = strawberry.field(description="What the brand gives for that.")
    shared: Money = strawberry.field(description="What the brand gives of purchases.")
    total: Money = strawberry.field(description="All that the brand gives.")


@strawberry.type(description="How far a cause is. It may be a second old.")
class CauseProgress(CauseGifts):
    """How far a cause is."""

    members: BigInt = strawberry.field(description="How many members have given or shared something.")
    percent: BigInt | None = strawberry.field(
        description="How much of the goal was given, rounded down; more than 100 beyond it; null without a goal."
    )
    reached: bool | None = strawberry.field(description="Whether the goal is reached now; null without a goal.")


@strawberry.type(description="A cause as published: for no member in particular.")
class CauseTerms:
    """A cause as published."""

    texts: strawberry.Private[Words]
    model: strawberry.Private[model.Cause]
    id: strawberry.ID = strawberry.field(description="The id of the cause in the programme.")
    name: str = strawberry.field(description="Its name.")
    text: str | None = strawberry.field(description="What it is about.")
    image: str | None = strawberry.field(description="The address of a picture.")
    starts_on: date | None = strawberry.field(description="The first day, in the programme's zone; null for no first.")
    ends_on: date | None = strawberry.field(description="The last day, in the programme's zone; null for no last.")

    @strawberry.field(description="Whether it takes anything today, in the programme's zone.")
    def open(self, info: Info) -> bool:
        return is_open(self.model, info.context.backend.clock.now().astimezone(self.texts.programme.tz).date())

    @strawberry.field(description="What it aims at; reaching it closes nothing.")
    def goal(self) -> CauseGoal | None:
        return _goal(self.texts, self.model.goal) if self.model.goal else None

    @strawberry.field(description="What members can give to it.")
    def accepts(self) -> list[AcceptedAsset]:
        return [_accepted(self.texts, one) for one in self.model.accepts]

    @strawberry.field(description="The part of purchases that the brand gives to it.")
    def share(self) -> PurchaseShare | None:
        share = self.model.share
        if share is None:
            return None
        return PurchaseShare(percent=share.percent, of=share.of, words=self.texts.put(share_term(share)))

    @strawberry.field(description="What all members together have given, and how far that is.")
    async def progress(self, info: Info) -> CauseProgress:
        backend = info.context.backend
        total = await backend.cause_totals.of(backend.database, self.id)
        return _progress(self.texts, self.model, total)


def published(words: Words, cause_id: str, cause: model.Cause) -> dict[str, Any]:
    """The fields of `CauseTerms`."""
    return {
        "texts": words,
        "model": cause,
        "id": strawberry.ID(cause_id),
        "name": words.text(cause.name),
        "text": words.text(cause.text) if cause.text else None,
        "image": cause.image,
        "starts_on": cause.starts_on,
        "ends_on": cause.ends_on,
    }


def gifts_fields(words: Words, gifts: Gifts) -> dict[str, Any]:
    """The fields of `CauseGifts`."""
    currency = words.programme.currency
    return {
        "donated": [_asset_amount(words, asset_id, amount) for asset_id, amount in gifts.assets.items()],
        "worth": money(gifts.worth, currency),
        "shared": money(gifts.shared, currency),
        "total": money(gifts.money, currency),
    }


def _progress(words: Words, cause: model.Cause, total: Total) -> CauseProgress:
    percent = percent_of_goal(cause, total.gifts, words.programme.currency)
    return CauseProgress(
        **gifts_fields(words, total.gifts),
        members=BigInt(total.members),
        percent=None if percent is None else BigInt(percent),
        reached=None if percent is None else percent >= 100,
    )


def _goal(words: Words, goal: model.Goal) -> CauseGoal:
    currency = words.programme.currency
    return CauseGoal(
        money=money(in_minor_units(goal.money, currency), currency) if goal.money else None,
        asset_amount=_asset_amount(words, goal.asset, goal.amount) if goal.asset and goal.amount else None,
    )


def _accepted(words: Words, accepted: model.Accepted) -> AcceptedAsset:
    currency = words.programme.currency
    return AcceptedAsset(
        asset=asset(words, accepted.asset),
        amount=BigInt(accepted.amount),
        worth=money(in_minor_units(accepted.worth, currency), currency),
        smallest=BigInt(least_donation(accepted, currency)),
        words=words.put(donation_term(accepted, words.programme)),
    )


def _asset_amount(words: Words, asset_id: str, amount: int) -> AssetAmount:
    return AssetAmount(asset=asset(words, asset_id), amount=BigInt(amount))
