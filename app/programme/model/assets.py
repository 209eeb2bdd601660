"""What wallets hold."""

from enum import StrEnum

from pydantic import Field

from app.programme.forms import Forms
from app.programme.model.base import Model
from app.programme.values import Duration, Span, Text, Whole


class ReturnPolicy(StrEnum):
    """What a returned purchase takes back of what it earned."""

    ONLY_PENDING = "only_pending"
    WITHIN_BALANCE = "within_balance"
    MAY_GO_NEGATIVE = "may_go_negative"


class Bucket(StrEnum):
    """To which end of a calendar period, in the programme's zone, an expiry is rounded up: keeps lots few."""

    DAY = "day"
    MONTH = "month"


class Asset(Model):
    """Something a wallet can hold, counted in whole numbers."""

    name: Text
    counted: Forms | None = None
    """What it is called after a number, by language and plural form: `one` point, `other` points."""
    pending: Span | None = None
    """How long what is earned stays pending; rounded up to the next midnight (delays in hours: the next full hour)."""
    expires: Span | None = None
    """How long after becoming active it lasts; never expires when left out."""
    expires_at_end_of: Bucket = Bucket.MONTH
    warn_days: tuple[Whole, ...] = Field(default=(), max_length=5)
    """So many days before an amount expires its member is warned."""
    on_return: ReturnPolicy = ReturnPolicy.WITHIN_BALANCE
    restored_for: Span = Duration(30, "days")
    """How long an amount lasts that a reversal gives back after its own lot has expired."""
