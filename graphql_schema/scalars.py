"""The scalars that all schemas share."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NewType
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from app.clock import in_milliseconds

LARGEST = 2**53 - 1
EARLIEST_YEAR, LATEST_YEAR = 1900, 9000
"""Far enough from both ends of the calendar for any zone and any duration to be added."""
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,4})?")

BigInt = NewType("BigInt", int)


def parse_big_int(value: Any) -> int:
    """Raises GraphQLError unless the value is a whole number that JavaScript can hold."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise GraphQLError(f"BigInt is a whole number from -{LARGEST} to {LARGEST}")
    return value


def parse_instant(value: Any) -> datetime:
    """Raises GraphQLError unless the value is an ISO 8601 instant with a zone, of 1900 to 9000. Cut to ms, in UTC."""
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise GraphQLError("DateTime is an ISO 8601 instant with a zone, such as 2026-11-22T12:00:00Z") from None
    if instant.tzinfo is None:
        raise GraphQLError("DateTime needs a zone: end it with Z or with an offset such as +01:00")
    if not EARLIEST_YEAR <= instant.year <= LATEST_YEAR:
        raise GraphQLError(f"DateTime lies in the years {EARLIEST_YEAR} to {LATEST_YEAR}")
    return in_milliseconds(instant.astimezone(UTC))


def show_instant(value: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_date(value: Any) -> date:
    """Raises GraphQLError unless the value is a calendar date, year first."""
    try:
        if not isinstance(value, str) or not DATE.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise GraphQLError("Date is a calendar date, year first, such as 2026-11-22") from None


def parse_uuid(value: Any) -> UUID:
    """Raises GraphQLError unless the value is a UUID in its usual form."""
    if not isinstance(value, str) or not UUID_FORM.fullmatch(value):
        raise GraphQLError("UUID has 32 hexadecimal digits, such as 123e4567-e89b-42d3-a456-426614174000")
    return UUID(value)


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
        date: strawberry.scalar(
            name="Date",
            description="A calendar date, year first, such as 2026-11-22.",
            specified_by_url="https://scalars.graphql.org/andimarek/local-date",
            serialize=date.isoformat,
            parse_value=parse_date,
        ),
        UUID: strawberry.scalar(
            name="UUID",
            description="A UUID (RFC 9562), such as 123e4567-e89b-42d3-a456-426614174000.",
            specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
            serialize=str,
            parse_value=parse_uuid,
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
