"""The values in a line: names, amounts of money and instants, as a file writes them."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from app.clock import in_milliseconds
from app.engine.importing.lines import BadLine
from app.programme.values import in_minor_units

AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
LONGEST_NAME = 100


def read_name(what: str, value: str) -> str:
    """A name of 1 to 100 printable characters. Raises BadLine."""
    if not 1 <= len(value) <= LONGEST_NAME or not value.isprintable():
        raise BadLine(f"{what} must have 1 to {LONGEST_NAME} printable characters")
    return value


def read_amount(value: str, currency: str) -> int:
    """An amount such as `12.50` in minor units. Raises BadLine."""
    if not AMOUNT.fullmatch(value):
        raise BadLine(f"`{shown(value)}` is not an amount, for example 12.50")
    try:
        return in_minor_units(Decimal(value), currency)
    except ValueError as finer:
        raise BadLine(str(finer)) from None


def read_instant(value: str) -> datetime:
    """An ISO 8601 time with its zone, in UTC. Raises BadLine."""
    wrong = BadLine(f"`{shown(value)}` is not a time with its zone, for example 2026-03-02T18:30:00+01:00")
    try:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise wrong
        return in_milliseconds(instant.astimezone(UTC))
    except (ValueError, OverflowError):
        raise wrong from None


def shown(value: str) -> str:
    """A value as a message shows it: short, and without control characters."""
    return "".join(sign if sign.isprintable() else "?" for sign in value[:40])
