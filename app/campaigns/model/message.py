"""What a campaign sends, and by which channels."""

from enum import StrEnum

from pydantic import Field

from app.programme.model import Model, Reward
from app.programme.values import Amount, Id, Span, Whole
from app.templates.model import Message


class Channel(StrEnum):
    """How a message reaches a member; the inbox has it always."""

    PUSH = "push"
    EMAIL = "email"
    SMS = "sms"


class Step(Model):
    """One try at reaching the member."""

    channel: Channel
    after: Span | None = None
    """How long after the step before it, if the member has not reacted by then; at once when left out."""


class Variant(Model):
    """One of the messages that are compared."""

    id: Id
    weight: Whole = Field(default=1, ge=1, le=1_000)
    message: Message


class Gift(Model):
    """What comes with the message: the surprise itself. A `reward`, a voucher of an `offer`, or both."""

    reward: Reward | None = None
    offer: Id | None = None
    value: Amount | None = None
    """What one is worth, for the budget that needs a second person's approval."""
    most: Whole = Field(ge=1, le=10_000_000)
    """How many are given away at most; after that the message is not sent either."""
