"""Wheels of fortune."""

from pydantic import Field

from app.programme.model.base import Model, Period
from app.programme.values import Amount, AssetId, Day, Id, MemberExpression, Region, Text, Whole


class FreeSpins(Model):
    """Spins that cost nothing, per calendar period in the member's zone. They do not add up over periods."""

    spins: Whole = Field(ge=1, le=100)
    per: Period


class WheelRules(Model):
    """The published rules of a wheel, as prize promotions need them."""

    starts_on: Day | None = None
    """First day, in the programme's zone."""
    ends_on: Day | None = None
    """Last day, in the programme's zone."""
    minimum_age: Whole | None = Field(default=None, ge=1, le=120)
    regions: tuple[Region, ...] | None = Field(default=None, max_length=500)
    """ISO 3166 codes of the countries (`NL`) or subdivisions (`NL-NH`) where members may take part."""
    eligible: MemberExpression | None = None
    free_entry: Text | None = None
    """How to take part without buying."""
    text: Text | None = None


class Prize(Model):
    """What a segment pays."""

    asset: AssetId
    amount: Whole = Field(ge=1, le=1_000_000)


class WinCap(Model):
    """How often one member may win a segment; without `per`, ever."""

    times: Whole = Field(ge=1, le=1_000)
    per: Period | None = None


class Segment(Model):
    """One part of a wheel."""

    id: Id
    label: Text
    weight: Whole = Field(ge=1, le=1_000_000_000)
    prize: Prize | None = None
    value: Amount | None = None
    """What the prize is worth in the programme's currency, for the published rules."""
    stock: Whole | None = Field(default=None, ge=0)
    """How often the segment can be won by all members together."""
    cap: WinCap | None = None


class Wheel(Model):
    """A wheel of fortune whose draws can be verified."""

    name: Text
    token: AssetId | None = None
    """The asset one of which a spin costs, once the free spins are used."""
    free: FreeSpins | None = None
    rules: WheelRules = WheelRules()
    reveal_after: Whole = Field(default=50, ge=1, le=10_000)
    """After this many spins under one server seed, the seed is revealed and the next one takes its place."""
    segments: tuple[Segment, ...] = Field(min_length=1, max_length=60)
