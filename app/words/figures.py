"""Numbers and days as a language writes them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from app.words.catalogue import nearest_shipped

SEPARATED_FROM = 10_000
"""Smaller numbers need no separators, and the year 2026 must have none."""


def in_figures(fact: Any, language: str) -> Any:
    """A number with its separators and all its decimals, a day in full; anything else as it is."""
    if isinstance(fact, bool | datetime):
        return fact
    locale = Locale.parse(nearest_shipped(language))
    if isinstance(fact, int | Decimal):
        return format_decimal(fact, _pattern(fact), locale=locale)
    return format_date(fact, "long", locale=locale) if isinstance(fact, date) else fact


def _pattern(number: int | Decimal) -> str:
    """As many decimals as the number is written with: 12.50 is money and stays so."""
    decimals = max(0, -int(number.as_tuple().exponent)) if isinstance(number, Decimal) else 0
    whole = "0" if -SEPARATED_FROM < number < SEPARATED_FROM else "#,##0"
    return f"{whole}.{'0' * decimals}" if decimals else whole
