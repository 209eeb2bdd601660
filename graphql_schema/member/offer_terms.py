"""What is published of an offer: the same for every member."""

from datetime import datetime
from typing import Any

import strawberry

from app.offers.benefit import benefit_of
from app.offers.describe import offer_words
from app.programme import model
from app.programme.values import in_minor_units
from graphql_schema.enums import api_enum
from graphql_schema.member.assets import Prize, prize
from graphql_schema.member.conditions import in_words
from graphql_schema.money import Money, money
from graphql_schema.offers import OfferBenefit, offer_benefit
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt

HowEnum: Any = api_enum(
    model.How,
    "How members get an offer.",
    {
        model.How.CLAIM: "They claim it: `claimOffer`.",
        model.How.BUY: "They buy it for its price: `buyReward`, or from a partner who may sell it.",
        model.How.CONVERT: "Its price turns into it by itself, as soon as they have it.",
        model.How.EACH_VISIT: "It is chosen for them when they come by.",
        model.How.AFTER: "It is given for an activity.",
        model.How.STAFF: "Staff give it.",
    },
    name="OfferWay",
)


@strawberry.type(description="One of the things that a surprise can turn out to be.")
class SurprisePart:
    """One of the things that a surprise can be."""

    id: strawberry.ID = strawberry.field(description="Its id in the offer.")
    label: str = strawberry.field(description="What stands on it.")
    weight: BigInt = strawberry.field(description="Its chance is this, divided by the sum of the weights taking part.")
    benefit: OfferBenefit = strawberry.field(description="What it is good for.")


@strawberry.type(description="An offer as published: for no member in particular.")
class OfferTerms:
    """An offer as published."""

    id: strawberry.ID = strawberry.field(description="The id of the offer in the programme.")
    name: str = strawberry.field(description="Its name.")
    text: str | None = strawberry.field(description="What it is about.")
    image: str | None = strawberry.field(description="The address of a picture.")
    how: HowEnum = strawberry.field(description="How it is had.")
    words: str = strawberry.field(description="How it is had, and its limits, in words.")
    about: list[str] = strawberry.field(description="The categories it is about, as tills name them.")
    benefit: OfferBenefit | None = strawberry.field(description="What it is good for; null for a surprise.")
    surprise: list[SurprisePart] = strawberry.field(
        description="What a surprise can be. Parts that a member dislikes take no part in the draw."
    )
    price: Prize | None = strawberry.field(description="What it costs; null for nothing.")
    value: Money | None = strawberry.field(description="What it is worth, as far as the brand tells it.")
    smallest_purchase: Money | None = strawberry.field(description="The smallest purchase that it can be used on.")
    stock: BigInt | None = strawberry.field(description="How many there are for all together; null for no limit.")
    eligible: str | None = strawberry.field(
        description="The condition in the rule language that must hold for a member; null for none."
    )
    eligible_in_words: str | None = strawberry.field(description="The same condition in plain words; null for none.")
    starts_at: datetime | None = strawberry.field(description="From when on it can be had.")
    early_when: str | None = strawberry.field(
        description="The condition in the rule language for having it sooner; null when nobody can."
    )
    early_starts_at: datetime | None = strawberry.field(description="From when on these members can have it.")
    ends_at: datetime | None = strawberry.field(description="When it ends.")


def offer_terms(words: Words, offer_id: str) -> OfferTerms:
    """An offer as published."""
    programme = words.programme
    offer, currency = programme.offers[offer_id], programme.currency
    return OfferTerms(
        id=strawberry.ID(offer_id),
        name=words.text(offer.name),
        text=words.text(offer.text) if offer.text else None,
        image=offer.image,
        how=offer.how,
        words=words.put(offer_words(offer, programme)),
        about=list(offer.about),
        benefit=offer_benefit(benefit_of(offer.benefit, currency), words) if offer.benefit else None,
        surprise=[_part(words, part) for part in offer.surprise or ()],
        price=prize(words, offer.price.asset, offer.price.amount) if offer.price else None,
        value=money(in_minor_units(offer.value, currency), currency) if offer.value is not None else None,
        smallest_purchase=money(in_minor_units(offer.smallest_purchase, currency), currency)
        if offer.smallest_purchase is not None
        else None,
        stock=None if offer.stock is None else BigInt(offer.stock),
        eligible=offer.eligible,
        eligible_in_words=in_words(words, offer.eligible),
        starts_at=offer.starts.starts(programme.tz) if offer.starts else None,
        early_when=offer.early.when if offer.early else None,
        early_starts_at=offer.early.starts.starts(programme.tz) if offer.early else None,
        ends_at=offer.ends.ends(programme.tz) if offer.ends else None,
    )


def _part(words: Words, part: model.SurpriseBenefit) -> SurprisePart:
    return SurprisePart(
        id=strawberry.ID(part.id),
        label=words.text(part.label),
        weight=BigInt(part.weight),
        benefit=offer_benefit(benefit_of(part.benefit, words.programme.currency), words),
    )
