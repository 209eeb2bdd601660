"""The small values that earning rules and declared activities are written in: moments, hours, factors and words."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d) ?- ?(?:([01]\d|2[0-3]):([0-5]\d)|24:00)")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d)?")
WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
RESERVED_WORDS = frozenset(
    {
        "as",
        "break",
        "const",
        "continue",
        "else",
        "false",
        "for",
        "function",
        "if",
        "import",
        "in",
        "let",
        "loop",
        "null",
    }
    | {"package", "namespace", "return", "true", "var", "void", "while"}
)
"""Words that CEL keeps for itself, so that no condition could name a field so called."""
LARGEST_FACTOR = 100
FINEST_FACTOR_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day on the wall clock, from `start` up to but not including `end`, which may be after midnight."""

    start: time
    end: time

    def day_of(self, local: datetime) -> date | None:
        """The day whose hours `local`, an instant on the wall clock, falls into; None when it is outside of them.

        With 22:00-02:00, one o'clock on Sunday morning belongs to Saturday.
        """
        clock = local.time()
        if self.start < self.end:
            return local.date() if self.start <= clock < self.end else None
        if clock >= self.start:
            return local.date()
        return local.date() - timedelta(days=1) if clock < self.end else None

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{'24:00' if self.end == time.min else f'{self.end:%H:%M}'}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a minute of it, on the wall clock of the programme's zone."""

    day: date
    minute: time | None = None

    def starts(self, zone: ZoneInfo) -> datetime:
        """The instant, in UTC, at which it begins."""
        return datetime.combine(self.day, self.minute or time.min, zone).astimezone(UTC)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The instant, in UTC, at which it is over: a day at the next midnight, a minute at once."""
        if self.minute is not None:
            return self.starts(zone)
        return datetime.combine(self.day + timedelta(days=1), time.min, zone).astimezone(UTC)

    def __str__(self) -> str:
        return f"{self.day}" if self.minute is None else f"{self.day} {self.minute:%H:%M}"


def parse_hours(value: Any) -> Hours:
    """Read `17:00-19:00` or `22:00-02:00`. Raises ValueError."""
    if isinstance(value, Hours):
        return value
    found = HOURS.fullmatch(str(value).strip())
    if not found:
        raise ValueError("must be hours of the day, for example 17:00-19:00 or 22:00-02:00")
    hours = Hours(time(int(found[1]), int(found[2])), time(int(found[3] or 0), int(found[4] or 0)))
    if hours.start == hours.end:
        raise ValueError("must not start and end at the same time; for the whole day leave it out")
    return hours


def parse_moment(value: Any) -> Moment:
    """Read `2027-03-01` or `2027-03-01 18:00`. Raises ValueError."""
    if isinstance(value, Moment):
        return value
    try:
        if not isinstance(value, str) or not MOMENT.fullmatch(value):
            raise ValueError
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("must be a date or a minute, for example 2027-03-01 or 2027-03-01 18:00") from None
    if moment.year in (1, 9999):  # the next day and other zones must exist, too
        raise ValueError("must be in the years 0002 to 9998")
    return Moment(moment.date(), moment.time() if len(value) > 10 else None)


def parse_factor(value: Any) -> Decimal:
    """Read `2` or `1.25`, exactly. Raises ValueError when it is no number from 0 to 100 with two decimals at most."""
    wrong = ValueError(f"must be a number from 0 to {LARGEST_FACTOR} with at most 2 decimals, for example 2 or 1.25")
    try:
        factor = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
    except ArithmeticError:
        raise wrong from None
    if not factor.is_finite() or not 0 <= factor <= LARGEST_FACTOR:
        raise wrong
    if int(factor.as_tuple().exponent) < -FINEST_FACTOR_DECIMALS:
        raise wrong
    return factor


def valid_word(value: str) -> str:
    """A name that a condition can contain. Raises ValueError."""
    if not WORD.fullmatch(value):
        raise ValueError("is not a valid name: use 1 to 40 lower-case letters, digits and underscores, letters first")
    if value in RESERVED_WORDS:
        raise ValueError("is a word of the rule language; use another name")
    return value


def flag(value: Any) -> bool:
    """Read `true` or `false`. Raises ValueError for anything else, `yes` and 1 too."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


Clock = Annotated[Hours, BeforeValidator(parse_hours), PlainSerializer(str)]
When = Annotated[Moment, BeforeValidator(parse_moment), PlainSerializer(str)]
Factor = Annotated[Decimal, BeforeValidator(parse_factor), PlainSerializer(str)]
Word = Annotated[str, AfterValidator(valid_word)]
"""Lower-case letters, digits and underscores: a name that conditions can contain."""
Flag = Annotated[bool, BeforeValidator(flag)]
