"""Changing what the member told about themself."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.record import Recorded
from app.engine.update_profile import update_profile as record_update
from app.identity.callers import MemberCaller
from graphql_schema.context import Context, Info
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import PHONE, SOURCE
from graphql_schema.member.payload import Payload, answer


@strawberry.input(
    description="What to change. What is left out stays as it is; personal details that are null are removed."
)
class UpdateProfileInput:
    """What to change."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    zone: str | None = strawberry.field(default=None, description="The IANA time zone from now on.")
    language: str | None = strawberry.field(default=None, description="The language for texts from now on.")
    name: strawberry.Maybe[str | None] = strawberry.field(default=None, description="A name of 1 to 100 characters.")
    email: strawberry.Maybe[str | None] = strawberry.field(default=None, description="An e-mail address.")
    birth_date: strawberry.Maybe[date | None] = strawberry.field(default=None, description="The date of birth.")
    region: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="An ISO 3166 code such as `NL` or `NL-NH`."
    )
    phone: strawberry.Maybe[str | None] = strawberry.field(default=None, description=PHONE)


@strawberry.type(description="What the change led to.")
class UpdateProfilePayload(Payload):
    """What the change led to."""


AskedToUpdate = Annotated[UpdateProfileInput, strawberry.argument(name="input", description="What to change.")]


async def update_profile(info: Info, asked: AskedToUpdate) -> UpdateProfilePayload:
    """Change the caller's own settings and details."""
    return UpdateProfilePayload(answer=await answer(info.context, _record(info.context, asked)))


async def _record(context: Context[MemberCaller], asked: UpdateProfileInput) -> Recorded:
    return await record_update(
        context.backend,
        await member_of(context),
        zone=asked.zone,
        language=asked.language,
        details=_details(asked),
        key=str(asked.idempotency_key),
        source=SOURCE,
    )


def _details(asked: UpdateProfileInput) -> dict[str, str | None]:
    """The personal details that were given, null for one to remove, as plain values."""
    given: dict[str, Any] = {
        "name": asked.name,
        "email": asked.email,
        "birth_date": asked.birth_date,
        "region": asked.region,
        "phone": asked.phone,
    }
    return {name: _plain(some.value) for name, some in given.items() if some is not None}


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
