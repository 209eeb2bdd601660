"""How often and when members may be written to, by all campaigns together."""

from decimal import Decimal

from pydantic import Field

from app.programme.model.base import Model
from app.programme.values import Amount, Percent, Whole
from app.programme.windows import Clock, Word


class MessageCap(Model):
    """At most so many messages in so many days, on the calendar of the member's zone."""

    messages: Whole = Field(ge=1, le=100)
    days: Whole = Field(ge=1, le=90)
    tag: Word | None = None
    """Only of the campaigns with this tag; all of them when left out."""


class Approval(Model):
    """When a second person must approve a campaign: one above either of these."""

    members: Whole = Field(default=1_000, ge=0)
    """How large the audience is."""
    value: Amount = Decimal(1_000)
    """What all its gifts are worth together."""


class Messages(Model):
    """What holds for all campaigns."""

    caps: tuple[MessageCap, ...] = Field(default=(), max_length=20)
    quiet_hours: Clock | None = None
    """When nobody is written to, by the wall clock where the member is."""
    approval: Approval = Approval()
    margin: Percent = Decimal(30)
    """What the programme's owner keeps of a purchase, for the reports of campaigns."""
