"""The scalars that all schemas share."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from app.clock import in_milliseconds

LARGEST = 2**53 - 1
DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,4})?")

BigInt = NewType("BigInt", int)


def parse_big_int(value: Any) -> int:
    """Raises GraphQLError unless the value is a whole number that JavaScript can hold."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise GraphQLError(f"BigInt is a whole number from -{LARGEST} to {LARGEST}")
    return value


def parse_instant(value: Any) -> datetime:
    """Raises GraphQLError unless the value is an ISO 8601 instant with a zone. Cut to whole milliseconds, in UTC."""
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise GraphQLError("DateTime is an ISO 8601 instant with a zone, such as 2026-11-22T12:00:00Z") from None
    if instant.tzinfo is None:
        raise GraphQLError("DateTime needs a zone: end it with Z or with an offset such as +01:00")
    try:
        return in_milliseconds(instant.astimezone(UTC))
    except OverflowError:
        raise GraphQLError("DateTime lies too far from the present") from None


def show_instant(value: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_decimal(value: Any) -> Decimal:
    """Raises GraphQLError unless the value is a string of decimal digits. Numbers are refused: JSON's are floats."""
    if not isinstance(value, str) or not DECIMAL.fullmatch(value):
        raise GraphQLError('Decimal is a string of digits, such as "29.33"')
    return Decimal(value)


CONFIG = StrawberryConfig(
    scalar_map={
        BigInt: strawberry.scalar(
            name="BigInt",
            description="A whole number from -(2^53 - 1) to 2^53 - 1, written as a JSON number.",
            serialize=int,
            parse_value=parse_big_int,
        ),
        datetime: strawberry.scalar(
            name="DateTime",
            description="An instant in ISO 8601 with a zone, to the millisecond, such as 2026-11-22T12:00:00.000Z.",
            specified_by_url="https://scalars.graphql.org/andimarek/date-time",
            serialize=show_instant,
            parse_value=parse_instant,
        ),
        Decimal: strawberry.scalar(
            name="Decimal",
            description='An exact decimal number, written as a string such as "29.33".',
            serialize=str,
            parse_value=parse_decimal,
        ),
    }
)
"""What every schema is built with."""
