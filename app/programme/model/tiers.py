"""Tiers: levels that members reach by what they do in a period, and memberships that they buy for a time."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from app.programme.model.base import Model, Price, Reward
from app.programme.values import Amount, AssetId, Id, KindName, Span, Text, parse_amount
from app.programme.windows import Factor, Flag

Threshold = Annotated[Decimal, BeforeValidator(parse_amount), PlainSerializer(str)]
"""A whole number, or an amount of money where money is counted."""
LONGEST_SKU = 100


def valid_sku(value: str) -> str:
    """An article number as a till may send it. Raises ValueError."""
    if not 1 <= len(value.strip()) <= len(value) <= LONGEST_SKU:
        raise ValueError(f"must have 1 to {LONGEST_SKU} characters")
    return value


Sku = Annotated[str, AfterValidator(valid_sku)]


class Counting(StrEnum):
    """What counts toward a level."""

    EARNED = "earned"
    """What is earned of an asset, whatever becomes of it afterwards."""
    SPENT = "spent"
    """The money spent in purchases."""
    ACTIVITIES = "activities"
    """How many activities of some kinds."""


class CalendarPeriod(StrEnum):
    """A period of the calendar in which levels are reached, in the member's zone."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Downgrade(StrEnum):
    """Where a member falls to who no longer qualifies."""

    QUALIFIED = "qualified"
    """To the level that they qualify for now."""
    STEP = "step"
    """One level at a time."""


class Qualification(Model):
    """What is counted, and over which period."""

    by: Counting
    asset: AssetId | None = None
    """With `by: earned`: of which asset."""
    of: tuple[KindName, ...] | None = Field(default=None, min_length=1, max_length=20)
    """With `by: activities`: of which kinds."""
    rolling: Span | None = None
    """Counts for so long after its own day; in months and years, to the end of the month."""
    calendar: CalendarPeriod | None = None
    """Instead of `rolling`: each such period counts by itself, and for the one that follows."""


class TierMultiplier(Model):
    """How many times as much a member of a level earns of an asset."""

    earn: AssetId
    multiply: Factor
    of: tuple[Id, ...] | None = Field(default=None, min_length=1, max_length=500)
    """The earning rules that are multiplied; all of the asset when left out."""


class TierLevel(Model):
    """One level."""

    id: Id
    name: Text
    text: Text | None = None
    threshold: Threshold | None = Field(default=None, alias="from")
    """From how much on it is reached; when left out, it can only be bought."""
    benefits: tuple[Text, ...] = Field(default=(), max_length=20)
    """What else it gives, in words."""
    multipliers: tuple[TierMultiplier, ...] = Field(default=(), max_length=20)
    rewards: tuple[Reward, ...] = Field(default=(), max_length=20)
    """What is given on reaching it."""
    each_time: Flag = False
    """Whether the rewards are given each time it is reached, or only the first."""


class Tiers(Model):
    """The levels of a programme, the lowest first."""

    name: Text | None = None
    qualify: Qualification | None = None
    """Can be left out when all levels are bought."""
    grace: Span | None = None
    """How long a level is kept after the qualification for it is lost; rounded up to the end of the day."""
    downgrade: Downgrade = Downgrade.QUALIFIED
    levels: tuple[TierLevel, ...] = Field(min_length=1, max_length=20)


class Membership(Model):
    """A level that can be bought for a time."""

    name: Text
    text: Text | None = None
    level: Id
    lasts: Span
    """How long one payment is good for; rounded up to the end of the day."""
    price: Price | None = None
    """What it costs in the app, in an asset."""
    fee: Amount | None = None
    """What it costs in shops, for members to read."""
    sku: Sku | None = None
    """The article number that tills sell it under."""
    rewards: tuple[Reward, ...] = Field(default=(), max_length=20)
    """What is given with each payment."""
