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
    """A number with its separators, a day in full; anything else as it is."""
    if isinstance(fact, bool | datetime):
        return fact
    locale = Locale.parse(nearest_shipped(language))
    if isinstance(fact, int | Decimal):
        separated = not -SEPARATED_FROM < fact < SEPARATED_FROM
        return format_decimal(fact, locale=locale, decimal_quantization=False, group_separator=separated)
    return format_date(fact, "long", locale=locale) if isinstance(fact, date) else fact
