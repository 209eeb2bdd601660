"""What every refusal shows: words, a code, and whether to try again."""

from enum import Enum
from typing import Any

import strawberry

from app.errors import Refusal
from graphql_schema.errors.rooms import refusals_of_rooms, summary

UserErrorCode: Any = strawberry.enum(  # type: ignore[call-overload]
    Enum(
        "UserErrorCode",
        {
            refusal.code: strawberry.enum_value(refusal.code, description=summary(refusal))
            for refusal in refusals_of_rooms()
        },
    ),
    description="Why something was refused. New codes may be added: treat an unknown one by its message.",
)


@strawberry.interface(description="Why something was refused. Nothing was changed.")
class UserError:
    """Why something was refused."""

    message: str = strawberry.field(description="What is wrong and the way out, in words.")
    field: list[str] | None = strawberry.field(description="The path of the input field it is about.")
    code: UserErrorCode = strawberry.field(description="What to switch on.")
    retryable: bool = strawberry.field(description="Whether the very same request may succeed later.")


@strawberry.type(description="A refusal that its message says all about.")
class PlainUserError(UserError):
    """A refusal without facts of its own."""


Facts = dict[type[Refusal], type[Any]]
"""The refusals of a room that have a type of their own: its further fields are named as the refusal's facts."""

Given = dict[str, tuple[type[Refusal], ...]]
"""For each mutation of an API, by its name there, the refusals it can answer with."""
