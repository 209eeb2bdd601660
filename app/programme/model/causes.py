"""Good causes."""

from enum import StrEnum

from pydantic import Field

from app.programme.model.base import Model
from app.programme.values import Amount, AssetId, Day, Link, Percent, Text, Whole


class SharedBy(StrEnum):
    """Whose purchases share with a cause."""

    CHOOSERS = "choosers"
    EVERYBODY = "everybody"


class Accepted(Model):
    """An asset that members can give to a cause, and the money that the brand gives for it."""

    asset: AssetId
    amount: Whole = Field(ge=1, le=1_000_000)
    worth: Amount
    """What the brand gives for each `amount`, in proportion, rounded down for each donation."""
    smallest: Whole = Field(default=1, ge=1, le=1_000_000)
    """The smallest donation; what is worth less than the smallest coin is always too small."""


class PurchaseShare(Model):
    """The part of purchases that the brand gives to a cause."""

    percent: Percent
    of: SharedBy = SharedBy.CHOOSERS


class Goal(Model):
    """What is to be reached: an amount of money, or of one asset."""

    money: Amount | None = None
    asset: AssetId | None = None
    amount: Whole | None = Field(default=None, ge=1, le=1_000_000_000_000)


class Cause(Model):
    """A good cause that members give to, and that the brand gives to for them."""

    name: Text
    text: Text | None = None
    image: Link | None = None
    starts_on: Day | None = None
    """First day, in the programme's zone."""
    ends_on: Day | None = None
    """Last day, in the programme's zone."""
    goal: Goal | None = None
    """Reaching it closes nothing: members may give on."""
    accepts: tuple[Accepted, ...] = Field(default=(), max_length=50)
    share: PurchaseShare | None = None
