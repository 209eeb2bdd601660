"""Numbers, days and times as a language writes them."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, Protocol, runtime_checkable

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from app.words.catalogue import SOURCE, ships

SEPARATED_FROM = 10_000
"""Smaller numbers need no separators, and the year 2026 must have none."""


@runtime_checkable
class Worded(Protocol):
    """A fact that knows its own words."""

    def in_language(self, language: str) -> str: ...


def in_words(fact: Any, language: str) -> Any:
    """A fact as people read it: sentences and names in their language, lists with commas, numbers in figures."""
    if isinstance(fact, Worded):
        return fact.in_language(language)
    if isinstance(fact, tuple):
        return ", ".join(str(in_words(one, language)) for one in fact)
    return in_figures(fact, language)


def in_figures(fact: Any, language: str) -> Any:
    """A number with its separators and all its decimals, a day in full, the time of day; anything else as it is.

    As in English where the product does not speak the language.
    """
    return in_figures_of(fact, locale_of(language))


def in_figures_of(fact: Any, locale: Locale) -> Any:
    """The same for any locale that the CLDR knows."""
    if isinstance(fact, bool | datetime):
        return fact
    if isinstance(fact, int | Decimal):
        return format_decimal(fact, _pattern(fact), locale=locale)
    if isinstance(fact, time):
        return format_time(fact, "short", locale=locale)
    return format_date(fact, "long", locale=locale) if isinstance(fact, date) else fact


@cache
def locale_of(language: str) -> Locale:
    """How numbers and dates are written in a language; as in English if the product does not speak it."""
    return Locale.parse(language if ships(language) else SOURCE, sep="-")


def _pattern(number: int | Decimal) -> str:
    """As many decimals as the number is written with: 12.50 is money and stays so."""
    decimals = max(0, -int(number.as_tuple().exponent)) if isinstance(number, Decimal) else 0
    whole = "0" if -SEPARATED_FROM < number < SEPARATED_FROM else "#,##0"
    return f"{whole}.{'0' * decimals}" if decimals else whole
