"""A campaign as data."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

from app.campaigns.model.audience import Audience
from app.campaigns.model.limits import Goal, Limits, Policy
from app.campaigns.model.message import Channel, Gift, Step, Variant
from app.campaigns.model.timing import Timing
from app.programme.model import Model
from app.programme.values import Id, parse_percent

MOST_HOLDOUT = 50


def parse_holdout(value: Any) -> Decimal:
    """Read a share in percent, from 0 to 50. Raises ValueError."""
    percent = Decimal(0) if value == 0 and not isinstance(value, bool) else parse_percent(value)
    if percent > MOST_HOLDOUT:
        raise ValueError(f"must be from 0 to {MOST_HOLDOUT} percent, for example 10")
    return percent


Share = Annotated[Decimal, BeforeValidator(parse_holdout), PlainSerializer(str)]


class Campaign(Model):
    """Who gets which message when, what comes with it, and what it is for."""

    campaign: Id
    name: str = Field(min_length=1, max_length=100)
    """For the staff."""
    audience: Audience = Audience()
    timing: Timing
    variants: tuple[Variant, ...] = Field(min_length=1, max_length=10)
    channels: tuple[Step, ...] = Field(default=(Step(channel=Channel.PUSH),), max_length=5)
    """One after the other, until the member reacts. Empty for the inbox alone."""
    gift: Gift | None = None
    holdout: Share = Decimal(10)
    """The percentage of the audience that gets nothing, to compare with."""
    limits: Limits = Limits()
    goal: Goal = Goal()
    policy: Policy = Policy.AT_LEAST_ONCE
