"""Offers: what members get beside points, as vouchers that a till redeems."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from app.programme.model.activities import ActivityKind, Reporter
from app.programme.model.base import Model, Period, Price
from app.programme.values import (
    Amount,
    AssetId,
    Duration,
    Expression,
    Id,
    KindName,
    Link,
    MemberExpression,
    Percent,
    Span,
    Text,
    Whole,
)
from app.programme.windows import Factor, When

LONGEST_GOODS = 100


def valid_goods(value: str) -> str:
    """A category or an article as tills name it. Raises ValueError."""
    if not 1 <= len(value.strip()) <= len(value) <= LONGEST_GOODS:
        raise ValueError(f"must be a name of 1 to {LONGEST_GOODS} characters, as the tills write it")
    return value


Goods = Annotated[str, AfterValidator(valid_goods)]
"""The name of a category or of an article, to the letter as tills report it."""


class How(StrEnum):
    """How members get an offer."""

    CLAIM = "claim"
    BUY = "buy"
    CONVERT = "convert"
    EACH_VISIT = "each_visit"
    AFTER = "after"
    STAFF = "staff"


class Benefit(Model):
    """What a voucher is good for: one of `percent`, `amount`, `free`, `multiply` and `access`."""

    percent: Percent | None = None
    """Off the price."""
    amount: Amount | None = None
    """Off the price, as far as the goods cost so much."""
    free: Whole | None = Field(default=None, ge=1, le=20)
    """How many pieces of the goods are free: the dearest ones."""
    multiply: Factor | None = None
    """How many times as much of `earn` the purchase earns that it is redeemed on."""
    earn: AssetId | None = None
    access: Text | None = None
    """To what it lets the member in."""
    of: tuple[Goods, ...] | None = Field(default=None, min_length=1, max_length=50)
    """The categories it is for; with `skus`, goods of either. Everything when both are left out."""
    skus: tuple[Goods, ...] | None = Field(default=None, min_length=1, max_length=200)
    most: Amount | None = None
    """The most that it takes off."""


class SurpriseBenefit(Model):
    """One of the things that a surprise can turn out to be."""

    id: Id
    label: Text
    weight: Whole = Field(ge=1, le=1_000_000_000)
    about: tuple[Goods, ...] = Field(default=(), max_length=20)
    """The categories it is about: whoever dislikes one of them never draws it."""
    benefit: Benefit


class OfferCap(Model):
    """How often one member may have an offer; without `per`, ever."""

    times: Whole = Field(ge=1, le=1_000)
    per: Period | None = None


class After(Model):
    """The activity that an offer is given for."""

    on: KindName
    least: Amount | None = None
    """The smallest purchase it is given for."""
    when: Expression | None = None


class EarlyAccess(Model):
    """Who can have an offer before everybody else, and from when on."""

    when: MemberExpression
    starts: When = Field(alias="from")


class Offer(Model):
    """Something a member can have once, as a voucher."""

    name: Text
    text: Text | None = None
    image: Link | None = None
    how: How = How.CLAIM
    about: tuple[Goods, ...] = Field(default=(), max_length=20)
    """The categories it is about, by which it fits a member's taste or not."""
    benefit: Benefit | None = None
    surprise: tuple[SurpriseBenefit, ...] | None = Field(default=None, min_length=2, max_length=50)
    """Instead of `benefit`: one of these by chance, unknown until the member opens it."""
    eligible: MemberExpression | None = None
    starts: When | None = Field(default=None, alias="from")
    """Given from this day or minute on, in the programme's zone."""
    ends: When | None = Field(default=None, alias="until")
    """Given to the end of this day, or up to this minute, in the programme's zone."""
    early: EarlyAccess | None = None
    """Some members can have it sooner."""
    stock: Whole | None = Field(default=None, ge=0)
    """How many vouchers there are for all members together."""
    cap: OfferCap | None = None
    again_after: Span | None = None
    """How long after one a member can have the next."""
    price: Price | None = None
    sold_by: tuple[Reporter, ...] = Field(default=(Reporter.APP,), min_length=1, max_length=2)
    """Where it is bought: in the app, or from a partner, who then spends the member's points for them."""
    refundable: Span | None = None
    """How long an unused voucher that was paid for can be handed back."""
    after: After | None = None
    value: Amount | None = None
    """What it is worth to the member."""
    cost: Amount | None = None
    """What it costs the brand, for reports."""
    lasts: Span = Duration(30, "days")
    """How long a voucher can be redeemed; in days and longer, to the end of the last day in the programme's zone."""
    restored_for: Span = Duration(14, "days")
    """How long a voucher lasts at least that is given back after it was redeemed."""
    smallest_purchase: Amount | None = None
    """The smallest purchase that it can be redeemed on."""


class Choosing(Model):
    """How an offer is chosen for a member at each visit."""

    on: tuple[ActivityKind, ...] = Field(default=(ActivityKind.VISIT,), min_length=1, max_length=4)
    cap: OfferCap = OfferCap(times=1, per=Period.DAY)
    not_again_within: Span = Duration(14, "days")
    """How long the same offer is not chosen again."""
    half_life_days: Whole = Field(default=90, ge=1, le=3_650)
    """After how many days a purchase says half as much about a member's taste."""
    alternatives: tuple[tuple[Goods, ...], ...] = Field(default=(), max_length=50)
    """Categories of which people have one or the other: whoever keeps to one is not offered the others."""
