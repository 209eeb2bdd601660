"""The small values a programme is written in: texts, durations, money, zones, languages."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum, auto
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import get_currency_precision, list_currencies
from dateutil.relativedelta import relativedelta
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer, RootModel, field_validator

DURATION = re.compile(r"([0-9]{1,5}) ?(minutes?|min|h|hours?|d|days?|w|weeks?|months?|y|years?)")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}
LONGEST = {"minutes": 99_999, "hours": 99_999, "days": 36_500, "weeks": 5_200, "months": 1_200, "years": 100}
"""A century, or less where that is more than anybody needs."""
LARGEST_AMOUNT = Decimal(10) ** 12
FINEST_DECIMALS = 6
FINEST_PERCENT_DECIMALS = 2
LINK = re.compile(r"https://[^\s/]+(/\S*)?")
LONGEST_LINK = 2_000
REGION = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,3})?")
LONGEST_TEXT = 5_000
LONGEST_CATEGORY = 100
NO_ZONES = {"localtime", "posixrules", "Factory"}
"""Files among the time zones that mean nothing, or something else on each machine."""


class Meaning(Enum):
    """What a word in the file stands for beyond its type, so that the checks find every such field by themselves."""

    ASSET = auto()
    """The id of one of the programme's assets."""
    AMOUNT = auto()
    """An amount in the programme's currency."""
    KIND = auto()
    """A kind of activity that can earn: a built-in one, or one that the programme declares."""
    GOAL_KIND = auto()
    """A kind of activity that can be a goal: one that can earn, or using a voucher."""
    EXPRESSION = auto()
    """A condition in the rule language, about an activity and the member."""
    MEMBER_EXPRESSION = auto()
    """A condition about the member alone."""
    ACTIVITY_EXPRESSION = auto()
    """A condition about the activity alone, which therefore never changes its answer."""
    ATTRIBUTE = auto()
    """The name of something that is known of an activity, such as `activity.store`."""


class Text(RootModel[str | Mapping[str, str]]):
    """A text for people: one string for everybody, or one per language."""

    model_config = ConfigDict(frozen=True)

    @field_validator("root", mode="before")
    @classmethod
    def _one_or_one_per_language(cls, value: Any) -> Any:
        texts = list(value.values()) if isinstance(value, Mapping) else [value]
        if not texts or not all(isinstance(text, str) for text in texts):
            raise ValueError("must be a text, or one text per language; put numbers and yes/no words in quotes")
        if not all(text.strip() for text in texts):
            raise ValueError("must not be empty; write a text or take the line out")
        if any(len(text) > LONGEST_TEXT for text in texts):
            raise ValueError(f"must not be longer than {LONGEST_TEXT} characters")
        return value

    def in_language(self, language: str, default: str) -> str:
        """The text in `language`, else in the programme's default language, else in whichever comes first."""
        if isinstance(self.root, str):
            return self.root
        return self.root.get(language) or self.root.get(default) or next(iter(self.root.values()))


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as people say it: a count of one unit. Months and years follow the calendar."""

    count: int
    unit: str

    @property
    def by_days(self) -> bool:
        """Whether the unit is a day or longer."""
        return self.unit not in ("minutes", "hours")

    def after(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """The instant one such duration after `instant`, on the wall clock of `zone` for days and longer."""
        if not self.by_days:
            return instant + timedelta(**{self.unit: self.count})
        return self._moved(instant, zone, self.count)

    def before(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """The instant one such duration before `instant`, on the wall clock of `zone` for days and longer."""
        if not self.by_days:
            return instant - timedelta(**{self.unit: self.count})
        return self._moved(instant, zone, -self.count)

    def _moved(self, instant: datetime, zone: ZoneInfo, count: int) -> datetime:
        moved: datetime = instant.astimezone(zone) + _calendar_step(self.unit, count)
        return moved.astimezone(instant.tzinfo)

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"


@lru_cache(1_000)
def _calendar_step(unit: str, count: int) -> timedelta | relativedelta:
    if unit in ("days", "weeks"):
        return timedelta(**{unit: count})
    return relativedelta(**{unit: count})  # type: ignore[arg-type]


def parse_duration(value: Any) -> Duration:
    """Read `14d`, `2 hours`, `12 months`. Raises ValueError with what would be right."""
    if isinstance(value, Duration):
        return value
    found = DURATION.fullmatch(str(value).strip())
    if not found or int(found[1]) == 0:
        raise ValueError("must be a count and a unit, for example 14d, 2 hours or 12 months")
    unit = UNITS["mo" if found[2].startswith("mo") else found[2][0]]
    if int(found[1]) > LONGEST[unit]:
        raise ValueError(f"must be at most {Duration(LONGEST[unit], unit)}")
    return Duration(int(found[1]), unit)


def parse_amount(value: Any) -> Decimal:
    """Read an amount of money as written, exactly. Raises ValueError when it is no number from 0 to 10^12."""
    wrong = ValueError("must be an amount of money of 0 or more, for example 12.50")
    if isinstance(value, bool):
        raise wrong
    try:
        amount = Decimal(str(value))
    except ArithmeticError:
        raise wrong from None
    if not amount.is_finite() or amount < 0:
        raise wrong
    if amount > LARGEST_AMOUNT:
        raise ValueError(f"must be at most {LARGEST_AMOUNT}")
    if int(amount.as_tuple().exponent) < -FINEST_DECIMALS:
        raise ValueError(f"must have at most {FINEST_DECIMALS} decimals")
    return amount


def parse_percent(value: Any) -> Decimal:
    """Read a percentage as written, exactly. Raises ValueError when it is no number from 0.01 to 100."""
    wrong = ValueError("must be a percentage from 0.01 to 100 with at most 2 decimals, for example 2.5")
    try:
        percent = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
    except ArithmeticError:
        raise wrong from None
    if not percent.is_finite() or not 0 < percent <= 100 or percent != round(percent, FINEST_PERCENT_DECIMALS):
        raise wrong
    return percent


def in_basis_points(percent: Decimal) -> int:
    """The percentage in whole hundredths of a percent: 250 for 2.5."""
    return int(percent.scaleb(FINEST_PERCENT_DECIMALS))


def valid_link(value: str) -> str:
    if len(value) > LONGEST_LINK or not LINK.fullmatch(value):
        raise ValueError(f"must be an address that starts with https://, of at most {LONGEST_LINK} characters")
    return value


def parse_day(value: Any) -> date:
    """Read `2027-03-01`. Raises ValueError when it is no such date."""
    if isinstance(value, date):
        return value
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("must be a date, year first, for example 2027-03-01") from None


def degrees(most: int) -> Callable[[Any], float]:
    """Reads a latitude or longitude in degrees of WGS 84. The reader raises ValueError beyond -most to most."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not -most <= value <= most:
            raise ValueError(f"must be a number of degrees from -{most} to {most}, for example 52.3731")
        return float(value)

    return read


def valid_category(value: str) -> str:
    if not 1 <= len(value.strip()) <= len(value) <= LONGEST_CATEGORY:
        raise ValueError(f"must be a category of goods, of 1 to {LONGEST_CATEGORY} characters")
    return value


def valid_region(value: str) -> str:
    found = REGION.fullmatch(value)
    if not found or found[1] not in _territories():
        raise ValueError(f"must be an ISO 3166 country or subdivision, for example NL or NL-NH, and not `{value}`")
    return value


def valid_zone(value: str) -> str:
    if value not in _zones():
        raise ValueError(f"must be an IANA time zone, for example Europe/Amsterdam{_instead_of(value, _zones())}")
    return value


def valid_currency(value: str) -> str:
    if value not in _currencies():
        raise ValueError(f"must be an ISO 4217 currency code, for example EUR{_instead_of(value, _currencies())}")
    return value


def valid_language(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (ValueError, UnknownLocaleError):
        raise ValueError(f"must be a language tag, for example en or uk, and not `{value}`") from None
    return value


@lru_cache
def minor_unit_exponent(currency: str) -> int:
    """How many decimals the currency's minor unit has: 2 for EUR, 0 for JPY (ISO 4217, as kept by CLDR)."""
    return int(get_currency_precision(currency))


@lru_cache(1_000)
def in_minor_units(amount: Decimal, currency: str) -> int:
    """The amount in whole minor units. Raises ValueError when it is finer than the currency's minor unit."""
    scaled = amount.scaleb(minor_unit_exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} is finer than {currency} allows; use {_decimals(minor_unit_exponent(currency))}")
    return int(scaled)


def _instead_of(value: str, known: frozenset[str]) -> str:
    nearest = get_close_matches(value[:40], known, n=1)
    return f", and not `{value[:40]}`" + (f" (did you mean {nearest[0]}?)" if nearest else "")


def _decimals(count: int) -> str:
    return "whole numbers" if count == 0 else f"at most {count} decimals"


@lru_cache
def _territories() -> frozenset[str]:
    return frozenset(Locale("en").territories)


def money_words(minor_units: int, currency: str) -> str:
    """The amount for people: `29.33 EUR`."""
    return f"{Decimal(minor_units).scaleb(-minor_unit_exponent(currency))} {currency}"


@lru_cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - NO_ZONES)


@lru_cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


Amount = Annotated[Decimal, BeforeValidator(parse_amount), PlainSerializer(str), Meaning.AMOUNT]
Span = Annotated[Duration, BeforeValidator(parse_duration), PlainSerializer(str)]
Percent = Annotated[Decimal, BeforeValidator(parse_percent), PlainSerializer(str)]
"""From 0.01 to 100: whole basis points."""
Category = Annotated[str, AfterValidator(valid_category)]
"""A category of goods, by the name that tills and webshops give it."""
Link = Annotated[str, AfterValidator(valid_link)]
Day = Annotated[date, BeforeValidator(parse_day)]
Zone = Annotated[str, AfterValidator(valid_zone)]
Currency = Annotated[str, AfterValidator(valid_currency)]
Language = Annotated[str, AfterValidator(valid_language)]
Region = Annotated[str, AfterValidator(valid_region)]
Latitude = Annotated[float, BeforeValidator(degrees(90))]
Longitude = Annotated[float, BeforeValidator(degrees(180))]
Whole = Annotated[int, Field(strict=True)]
"""A whole number: no decimals, no quotes, no yes or no."""
ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
Id = Annotated[str, Field(pattern=f"^{ID.pattern}$")]
"""Lower-case letters, digits and hyphens: the name that the ledger, the API and other rules use."""
AssetId = Annotated[Id, Meaning.ASSET]
KindName = Annotated[str, Meaning.KIND]
GoalKind = Annotated[str, Meaning.GOAL_KIND]
Expression = Annotated[str, Meaning.EXPRESSION]
"""A condition in the rule language, about an activity and the member."""
MemberExpression = Annotated[str, Meaning.MEMBER_EXPRESSION]
"""A condition about the member alone."""
ActivityExpression = Annotated[str, Meaning.ACTIVITY_EXPRESSION]
"""A condition about the activity alone."""
AttributeName = Annotated[str, Meaning.ATTRIBUTE]
"""The name of something that is known of an activity."""
