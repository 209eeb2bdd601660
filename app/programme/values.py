"""The small values a programme is written in: texts, durations, money, zones, languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import get_currency_precision, list_currencies
from dateutil.relativedelta import relativedelta
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, RootModel

DURATION = re.compile(r"(\d{1,5}) ?(minutes?|min|h|hours?|d|days?|w|weeks?|months?|y|years?)")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}


class Text(RootModel[str | Mapping[str, str]]):
    """A text for people: one string for everybody, or one per language."""

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
        later: datetime = instant.astimezone(zone) + relativedelta(**{self.unit: self.count})  # type: ignore[arg-type]
        return later.astimezone(instant.tzinfo)

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"


def parse_duration(value: Any) -> Duration:
    """Read `14d`, `2 hours`, `12 months`. Raises ValueError with what would be right."""
    if isinstance(value, Duration):
        return value
    found = DURATION.fullmatch(str(value).strip())
    if not found or int(found[1]) == 0:
        raise ValueError("a duration is a count and a unit, for example 14d, 2 hours or 12 months")
    unit = found[2]
    return Duration(int(found[1]), UNITS["mo" if unit.startswith("mo") else unit[0]])


def parse_amount(value: Any) -> Decimal:
    """Read an amount of money as written in the file, exactly. Raises ValueError when it is no number or negative."""
    try:
        amount = Decimal(str(value))
    except ArithmeticError:
        raise ValueError("an amount of money is a number, for example 12.50") from None
    if not amount.is_finite() or amount < 0:
        raise ValueError("an amount of money is a number of 0 or more, for example 12.50")
    return amount


def valid_zone(value: str) -> str:
    if value not in _zones():
        raise ValueError(f"{value!r} is not an IANA time zone, for example Europe/Amsterdam")
    return value


def valid_currency(value: str) -> str:
    if value not in _currencies():
        raise ValueError(f"{value!r} is not an ISO 4217 currency code, for example EUR")
    return value


def valid_language(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (ValueError, UnknownLocaleError):
        raise ValueError(f"{value!r} is not a language tag, for example en or uk") from None
    return value


@lru_cache
def minor_unit_exponent(currency: str) -> int:
    """How many decimals the currency's minor unit has: 2 for EUR, 0 for JPY (ISO 4217, as kept by CLDR)."""
    return int(get_currency_precision(currency))


def in_minor_units(amount: Decimal, currency: str) -> int:
    """The amount in whole minor units. Raises ValueError when it is finer than the currency's minor unit."""
    scaled = amount.scaleb(minor_unit_exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} has more decimals than {currency} allows")
    return int(scaled)


@lru_cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


Amount = Annotated[Decimal, BeforeValidator(parse_amount), PlainSerializer(str)]
Span = Annotated[Duration, BeforeValidator(parse_duration), PlainSerializer(str)]
Zone = Annotated[str, AfterValidator(valid_zone)]
Currency = Annotated[str, AfterValidator(valid_currency)]
Language = Annotated[str, AfterValidator(valid_language)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""Lower-case letters, digits and hyphens: the name that the ledger, the API and other rules use."""
Expression = Annotated[str, Field(min_length=1, max_length=2_000)]
"""A condition in the rule language."""
