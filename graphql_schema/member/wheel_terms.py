"""What is published of a wheel: the same for every member."""

from datetime import date
from decimal import Decimal

import strawberry

from app.programme import model
from graphql_schema.member.assets import Prize, prize
from graphql_schema.member.conditions import in_words
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt


@strawberry.type(description="The published rules of a wheel.")
class WheelRules:
    """The published rules of a wheel."""

    starts_on: date | None = strawberry.field(description="The first day, in the programme's zone; null for no first.")
    ends_on: date | None = strawberry.field(description="The last day, in the programme's zone; null for no last.")
    minimum_age: int | None = strawberry.field(description="In years; null for any age.")
    regions: list[str] | None = strawberry.field(
        description="ISO 3166 codes of the countries or subdivisions where members may take part; null for anywhere."
    )
    eligible: str | None = strawberry.field(
        description="The condition in the rule language that must hold for a member; null for none."
    )
    eligible_in_words: str | None = strawberry.field(description="The same condition in plain words; null for none.")
    free_entry: str | None = strawberry.field(description="How to take part without buying.")
    text: str | None = strawberry.field(description="The rules in words.")


@strawberry.type(description="One part of a wheel, as published.")
class WheelTermsSegment:
    """One part of a wheel, as published."""

    segment: str = strawberry.field(description="The segment's id within its wheel.")
    label: str = strawberry.field(description="What stands on it.")
    weight: BigInt = strawberry.field(description="Its chance is this, divided by the sum of the weights taking part.")
    prize: Prize | None = strawberry.field(description="What it pays; null for nothing.")
    value: Decimal | None = strawberry.field(description="What the prize is worth in the programme's currency.")
    stock: BigInt | None = strawberry.field(description="How often it can be won by all together; null for no limit.")


@strawberry.type(description="A wheel as published: before anything is sold out, and for no member in particular.")
class WheelTerms:
    """A wheel as published."""

    id: strawberry.ID = strawberry.field(description="The wheel's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    rules: WheelRules = strawberry.field(description="Who may take part, and when.")
    segments: list[WheelTermsSegment] = strawberry.field(description="Its parts, in order.")


def wheel_terms(words: Words, wheel_id: str, wheel: model.Wheel) -> WheelTerms:
    """A wheel as published."""
    return WheelTerms(
        id=strawberry.ID(wheel_id),
        name=words.text(wheel.name),
        rules=wheel_rules(words, wheel.rules),
        segments=[_segment(words, segment) for segment in wheel.segments],
    )


def wheel_rules(words: Words, rules: model.WheelRules) -> WheelRules:
    """The published rules of a wheel."""
    return WheelRules(
        starts_on=rules.starts_on,
        ends_on=rules.ends_on,
        minimum_age=rules.minimum_age,
        regions=list(rules.regions) if rules.regions is not None else None,
        eligible=rules.eligible,
        eligible_in_words=in_words(words, rules.eligible),
        free_entry=words.text(rules.free_entry) if rules.free_entry else None,
        text=words.text(rules.text) if rules.text else None,
    )


def prize_of(words: Words, segment: model.Segment) -> Prize | None:
    """What a segment pays."""
    return prize(words, segment.prize.asset, segment.prize.amount) if segment.prize else None


def _segment(words: Words, segment: model.Segment) -> WheelTermsSegment:
    return WheelTermsSegment(
        segment=segment.id,
        label=words.text(segment.label),
        weight=BigInt(segment.weight),
        prize=prize_of(words, segment),
        value=segment.value,
        stock=BigInt(segment.stock) if segment.stock is not None else None,
    )
