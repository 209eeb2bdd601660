"""Streaks."""

from enum import StrEnum

from pydantic import Field, model_validator

from app.programme.model.base import Model, Price, Reward
from app.programme.spans import Days, DayStart, TwoWeeks
from app.programme.values import Duration, Expression, KindName, Text, Whole


class StreakPeriod(StrEnum):
    """What a streak counts per, on the calendar of the member's zone; weeks start on Monday (ISO 8601)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class StreakFreezes(Model):
    """Freezes are used by themselves: each keeps the run alive through one missed period."""

    hold_at_most: Whole = Field(default=2, ge=0, le=30)
    start_with: Whole = Field(default=0, ge=0, le=30)
    """How many a member has to begin with."""
    earn_every: Whole | None = Field(default=None, ge=1, le=1_000)
    """One more is earned for each so many periods done."""
    price: Price | None = None
    """What one more costs; not for sale when left out."""

    @model_validator(mode="after")
    def _start_with_what_can_be_held(self) -> "StreakFreezes":
        if self.start_with > self.hold_at_most:
            raise ValueError(f"must not `start_with` more than {self.hold_at_most}, the most that can be held")
        return self


class StreakPauses(Model):
    """Pauses are announced ahead by the member: days on which nothing can be missed."""

    longest: Days = Duration(30, "days")
    per_year: Whole = Field(default=4, ge=1, le=52)
    """How many may start in a calendar year."""


class StreakRestore(Model):
    """A broken run can be restored, for a price or, so many times a year, for nothing."""

    within: TwoWeeks = Duration(3, "days")
    price: Price | None = None
    free_per_year: Whole = Field(default=0, ge=0, le=52)

    @model_validator(mode="after")
    def _possible(self) -> "StreakRestore":
        if self.price is None and not self.free_per_year:
            raise ValueError("needs a `price`, `free_per_year` of 1 or more, or both")
        return self


class StreakReward(Reward):
    """What reaching a length pays: `at` that length, or `every` so many periods."""

    at: Whole | None = Field(default=None, ge=1, le=10_000)
    every: Whole | None = Field(default=None, ge=1, le=10_000)

    @model_validator(mode="after")
    def _one_of_both(self) -> "StreakReward":
        if (self.at is None) == (self.every is None):
            raise ValueError("must have either `at` or `every`")
        return self

    def falls_on(self, length: int) -> bool:
        """Whether reaching `length` is rewarded."""
        return length % self.every == 0 if self.every else length == self.at

    def next_after(self, length: int) -> int | None:
        """The next length after `length` that is rewarded, if any."""
        if self.every:
            return (length // self.every + 1) * self.every
        return self.at if self.at and self.at > length else None


class Streak(Model):
    """Doing something every day, week or month, on the calendar of the member's zone."""

    name: Text
    of: tuple[KindName, ...] = Field(min_length=1, max_length=20)
    """The kinds of activity that count."""
    when: Expression | None = None
    """Counts only if this holds; always when left out."""
    per: StreakPeriod = StreakPeriod.DAY
    target: Whole = Field(default=1, ge=1, le=1_000)
    """How many activities a period takes."""
    day_starts: DayStart | None = None
    """How long after midnight, on the clock, a day starts."""
    freezes: StreakFreezes = StreakFreezes()
    pauses: StreakPauses | None = None
    restore: StreakRestore | None = None
    rewards: tuple[StreakReward, ...] = Field(default=(), max_length=50)
