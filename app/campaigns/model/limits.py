"""What keeps a campaign from being too much."""

from enum import StrEnum

from pydantic import Field

from app.programme.model import Model
from app.programme.spans import Days
from app.programme.values import Duration, Expression, KindName, Span, Whole
from app.programme.windows import Flag, Word

TWELVE_HOURS = Duration(12, "hours")


class Limits(Model):
    """How important it is, what it counts as, and when it is too late."""

    priority: Whole = Field(default=50, ge=0, le=100)
    """Where a member may have one message more and two are due, the one of higher priority is sent."""
    tags: tuple[Word, ...] = Field(default=(), max_length=10)
    """What it is about: the programme's caps can be for a tag."""
    again_after: Days | None = None
    """How long after one message the member may get the next of this campaign; at once when left out."""
    capped: Flag = True
    """Whether the programme's caps hold for it. It takes room from others in any case."""
    quiet_hours: Flag = True
    """Whether the programme's quiet hours hold it up."""
    stale_after: Span = TWELVE_HOURS
    """How late it may be sent; later it is dropped."""


class Goal(Model):
    """What the campaign is for: an activity of the member, within so many days of the message."""

    of: KindName = "purchase"
    when: Expression | None = None
    within: Days = Duration(14, "days")

    @property
    def on(self) -> str:
        """The kind of activity, as `engine.goals` calls it."""
        return self.of


class Policy(StrEnum):
    """What a crash in the middle of sending may cost: a message twice, or not at all."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"
