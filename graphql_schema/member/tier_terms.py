"""What is published of tiers and memberships: the same for every member."""

from decimal import Decimal

import strawberry

from app.programme import model
from app.programme.describe_tiers import level_gifts, level_term, membership_term, threshold_words, tier_terms
from app.programme.naming import span_of
from app.programme.values import in_minor_units, minor_unit_exponent
from graphql_schema.member.assets import Asset, Prize, asset, prize
from graphql_schema.money import Money, money
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt


@strawberry.type(description="So much of what counts toward a level.")
class TierAmount:
    """So much of what counts toward a level."""

    amount: BigInt = strawberry.field(description="How much: money is in minor units.")
    asset: Asset | None = strawberry.field(description="Of which asset; null where money or activities count.")
    money: Money | None = strawberry.field(description="The same as money, where money counts.")
    words: str = strawberry.field(description="The same in words.")


@strawberry.type(description="A level.")
class TierLevel:
    """A level."""

    id: strawberry.ID = strawberry.field(description="Its id in the programme.")
    name: str = strawberry.field(description="Its name.")
    text: str | None = strawberry.field(description="What it is about.")
    threshold: TierAmount | None = strawberry.field(
        description="From how much on it is reached; null if it is only bought."
    )
    words: str = strawberry.field(description="How it is reached, in words.")
    benefits: list[str] = strawberry.field(description="What it gives, in words.")


@strawberry.type(description="The levels, and how they are reached and kept.")
class TierTerms:
    """The levels."""

    name: str | None = strawberry.field(description="What the levels are called together.")
    levels: list[TierLevel] = strawberry.field(description="The levels, the lowest first.")
    words: list[str] = strawberry.field(description="How they are reached and lost, in words.")


@strawberry.type(description="A level that can be bought for a time.")
class MembershipTerms:
    """A level that can be bought for a time."""

    id: strawberry.ID = strawberry.field(description="The membership's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    text: str | None = strawberry.field(description="What it is about.")
    level: TierLevel = strawberry.field(description="The level that it gives.")
    lasts: str = strawberry.field(description="How long one payment is good for, such as `1 year`.")
    price: Prize | None = strawberry.field(description="What it costs in the app; null if only shops sell it.")
    fee: Money | None = strawberry.field(description="What it costs in shops.")
    words: str = strawberry.field(description="What it costs and gives, in words.")


def tiers_of(words: Words) -> TierTerms | None:
    """The levels of a programme; None when it has none."""
    tiers = words.programme.tiers
    if tiers is None:
        return None
    return TierTerms(
        name=words.text(tiers.name) if tiers.name else None,
        levels=[level(words, one) for one in tiers.levels],
        words=[words.put(term) for term in tier_terms(tiers, words.programme)],
    )


def level(words: Words, one: model.TierLevel) -> TierLevel:
    """A level as published."""
    programme = words.programme
    return TierLevel(
        id=strawberry.ID(one.id),
        name=words.text(one.name),
        text=words.text(one.text) if one.text else None,
        threshold=None if one.threshold is None else tier_amount(words, _stored(one.threshold, programme)),
        words=words.put(level_term(one, programme)),
        benefits=[words.put(gift) for gift in level_gifts(one, programme)],
    )


def level_of(words: Words, level_id: str | None) -> TierLevel | None:
    """A level by its id; None for none, and for one that the programme no longer has."""
    tiers = words.programme.tiers
    return next((level(words, one) for one in (tiers.levels if tiers else ()) if one.id == level_id), None)


def membership_terms(words: Words, name: str, membership: model.Membership) -> MembershipTerms:
    """A membership as published."""
    programme = words.programme
    given = level_of(words, membership.level)
    assert given is not None, "a membership is of one of the levels"
    return MembershipTerms(
        id=strawberry.ID(name),
        name=words.text(membership.name),
        text=words.text(membership.text) if membership.text else None,
        level=given,
        lasts=words.put(span_of(membership.lasts)),
        price=prize(words, membership.price.asset, membership.price.amount) if membership.price else None,
        fee=money(in_minor_units(membership.fee, programme.currency), programme.currency) if membership.fee else None,
        words=words.put(membership_term(membership, programme)),
    )


def tier_amount(words: Words, amount: int) -> TierAmount:
    """So much of what counts; money in minor units."""
    programme = words.programme
    terms = programme.tiers.qualify if programme.tiers else None
    in_money = terms is not None and terms.by is model.Counting.SPENT
    shown = Decimal(amount).scaleb(-minor_unit_exponent(programme.currency)) if in_money else Decimal(amount)
    return TierAmount(
        amount=BigInt(amount),
        asset=asset(words, terms.asset) if terms is not None and terms.asset is not None else None,
        money=money(amount, programme.currency) if in_money else None,
        words=words.put(threshold_words(shown, programme)),
    )


def _stored(threshold: Decimal, programme: model.Programme) -> int:
    terms = programme.tiers.qualify if programme.tiers else None
    in_money = terms is not None and terms.by is model.Counting.SPENT
    return in_minor_units(threshold, programme.currency) if in_money else int(threshold)
