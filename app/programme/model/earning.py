"""Rules that turn activities into assets."""

from enum import StrEnum

from pydantic import Field

from app.programme.model.base import Model, Period
from app.programme.values import Amount, AssetId, Expression, Id, KindName, Span, Text, Whole
from app.programme.windows import Clock, Factor, Flag, When


class Rounding(StrEnum):
    """How a fraction of a point is rounded."""

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Stacking(StrEnum):
    """What several multipliers of one earning come to together."""

    HIGHEST = "highest"
    """The highest one alone."""
    ADD = "add"
    """Each adds its own share: 2 and 3 make 4 times."""
    MULTIPLY = "multiply"
    """One after the other: 2 and 3 make 6 times."""


class EarningCap(Model):
    """How much, and how often, a rule pays one member; without `per`, ever."""

    amount: Whole | None = Field(default=None, ge=1, le=1_000_000_000)
    times: Whole | None = Field(default=None, ge=1, le=1_000_000)
    per: Period | None = None


class ComeBack(Model):
    """What a rule with `decay` pays to a member who comes back within a time."""

    within: Span
    amount: Whole = Field(ge=1, le=1_000_000)


class EarningRule(Model):
    """One way to earn: a fixed amount for each activity, a rate per amount spent, or a multiple of what others earn."""

    id: Id
    name: Text | None = None
    on: KindName
    when: Expression | None = None
    """Earns only if this holds; always when left out."""
    holds_until: Period | None = None
    """Once `when` has held, it goes on holding to the end of this period, in the member's zone."""
    first: Flag = False
    """Earns only for the member's first activity of this kind."""
    starts: When | None = Field(default=None, alias="from")
    """Earns from this day or minute on, in the programme's zone."""
    ends: When | None = Field(default=None, alias="until")
    """Earns to the end of this day, or up to this minute, in the programme's zone."""
    surprise: Flag = False
    """Members hear nothing of it before it starts."""
    weekdays: tuple[Weekday, ...] | None = Field(default=None, min_length=1, max_length=7)
    """Earns on these days only, in the member's zone."""
    hours: Clock | None = None
    """Earns in these hours only, in the member's zone."""
    earn: AssetId
    amount: Whole | None = Field(default=None, ge=1, le=1_000_000)
    per: Amount | None = None
    """With `per`, `amount` is earned for each `per` of money spent; without it, once for each activity."""
    rounding: Rounding = Rounding.DOWN
    decay: tuple[ComeBack, ...] | None = Field(default=None, min_length=1, max_length=20)
    """Instead of `amount`: amounts by the time since the member's last activity of this kind."""
    multiply: Factor | None = None
    """Instead of `amount`: how many times as much other rules of the same asset earn in the activity."""
    of: tuple[Id, ...] | None = Field(default=None, min_length=1, max_length=500)
    """The rules that are multiplied; all when left out."""
    cap: EarningCap | None = None
    budget: Whole | None = Field(default=None, ge=1, le=1_000_000_000_000)
    """How much the rule pays to all members together, ever."""
