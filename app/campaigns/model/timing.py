"""When a campaign happens."""

from datetime import datetime
from typing import Annotated

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, Field

from app.programme.model import Model
from app.programme.values import Expression, KindName, Span
from app.programme.windows import Flag, When, Word

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
LONGEST_RULE = 200


def valid_recurrence(value: str) -> str:
    """A recurrence rule of RFC 5545 that repeats by days or longer. Raises ValueError."""
    wrong = ValueError("must be an iCalendar rule such as FREQ=WEEKLY;BYDAY=FR (RFC 5545)")
    parts = dict(part.partition("=")[::2] for part in value.upper().split(";"))
    if len(value) > LONGEST_RULE or "DTSTART" in parts or "\n" in value:
        raise wrong
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValueError(f"must repeat by FREQ={', '.join(FREQUENCIES[:-1])} or {FREQUENCIES[-1]}")
    if any(name in parts for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        raise ValueError("takes its time of day from `from`: leave BYHOUR, BYMINUTE and BYSECOND out")
    try:
        rrulestr(value, dtstart=datetime(2000, 1, 1))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise wrong from None
    return value.upper()


Recurrence = Annotated[str, AfterValidator(valid_recurrence)]
"""For example `FREQ=MONTHLY;BYMONTHDAY=-1`, the last day of each month."""


class Every(Model):
    """Again and again, at the time of day of the first time."""

    rule: Recurrence
    starts: When = Field(alias="from")
    """The first time; with its hour, which all the others have."""


class Trigger(Model):
    """Whenever a member does something, or something happens to them."""

    activity: KindName
    """A kind of activity: one of the programme's, or `fence_crossing` or `time_passed`."""
    outcome: Word | None = None
    """Only where it led to this, for example `tier_changed` or `badge_progressed`."""
    when: Expression | None = None
    after: Span | None = None
    """How long afterwards; at once when left out."""


class Timing(Model):
    """When: exactly one of `at`, `local`, `every` and `on`."""

    at: When | None = None
    """Once, at one instant for everybody: on the wall clock of the programme's zone."""
    local: When | None = None
    """Once, when the wall clock where the member is shows this."""
    every: Every | None = None
    everywhere_at_once: Flag = Field(default=False)
    """`every` goes by the programme's zone, and not by each member's."""
    on: Trigger | None = None
