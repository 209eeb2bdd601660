"""Badges."""

from pydantic import Field

from app.programme.model.base import Model, Reward
from app.programme.model.earning import Weekday
from app.programme.values import ActivityExpression, AttributeName, Id, KindName, Link, Text, Whole
from app.programme.windows import Clock, Flag, When

LARGEST_COLLECTION = 100
"""The largest target of a badge that keeps each date or each value it counts."""


class BadgeLevel(Model):
    """A level of a badge, such as bronze or gold."""

    id: Id
    name: Text
    image: Link | None = None
    target: Whole = Field(ge=1, le=1_000_000_000)
    rewards: tuple[Reward, ...] = Field(default=(), max_length=20)


class Badge(Model):
    """Something to be proud of: for a number of activities, for many within some days, for different ones, for a sum,
    or for a streak. Progress counts every activity that fulfils the conditions, also those from before the badge.
    """

    name: Text
    text: Text | None = None
    image: Link | None = None
    of: tuple[KindName, ...] = Field(default=(), max_length=20)
    """The kinds of activity that count."""
    when: ActivityExpression | None = None
    """Counts only if this holds; always when left out."""
    starts: When | None = Field(default=None, alias="from")
    """Counts from this day or minute on, in the programme's zone."""
    ends: When | None = Field(default=None, alias="until")
    """Counts to the end of this day, or up to this minute, in the programme's zone."""
    weekdays: tuple[Weekday, ...] | None = Field(default=None, min_length=1, max_length=7)
    """Counts on these days only, in the member's zone."""
    hours: Clock | None = None
    """Counts in these hours only, in the member's zone."""
    within_days: Whole | None = Field(default=None, ge=1, le=366)
    """Measures the most activities in so many days that follow one another, on the calendar of the member's zone."""
    different: AttributeName | None = None
    """Measures how many different values of this were seen."""
    sum: AttributeName | None = None
    """Measures the sum of this."""
    streak: Id | None = None
    """Measures the longest run of this streak."""
    target: Whole | None = Field(default=None, ge=1, le=1_000_000_000)
    """What is measured must reach this; money is in whole units of the currency."""
    times: Whole = Field(default=1, ge=1, le=1_000_000)
    """How often it can be earned: each time takes the target once more."""
    rewards: tuple[Reward, ...] = Field(default=(), max_length=20)
    levels: tuple[BadgeLevel, ...] = Field(default=(), max_length=20)
    """Instead of `target`."""
    keep_once_earned: Flag = False
    """Whether it stays when what earned it is brought back."""
    secret: Flag = False
    """Whether members see it only once they have it."""

    @property
    def top(self) -> int:
        """What must be measured to have all of it, once."""
        return self.target or self.levels[-1].target
