"""Becoming a member."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import Join
from app.engine.join import join as record_join
from app.profile.person import Person
from graphql_schema.context import Info
from graphql_schema.member.context import alias_of
from graphql_schema.member.payload import Payload, answer

SOURCE = "app"
PHONE = "A phone number with the code of its country, such as `+31612345678` (E.164)."


@strawberry.input(description="What joining needs.")
class JoinInput:
    """What joining needs."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    zone: str = strawberry.field(description="The member's IANA time zone, such as `Europe/Amsterdam`.")
    language: str = strawberry.field(description="The language for texts, such as `en` or `uk`.")
    name: str | None = strawberry.field(default=None, description="A name of 1 to 100 characters.")
    email: str | None = strawberry.field(default=None, description="An e-mail address.")
    birth_date: date | None = strawberry.field(default=None, description="The date of birth.")
    region: str | None = strawberry.field(default=None, description="An ISO 3166 code such as `NL` or `NL-NH`.")
    phone: str | None = strawberry.field(default=None, description=PHONE)


@strawberry.type(description="What joining led to.")
class JoinPayload(Payload):
    """What joining led to."""


AskedToJoin = Annotated[JoinInput, strawberry.argument(name="input", description="What joining needs.")]


async def join(info: Info, asked: AskedToJoin) -> JoinPayload:
    """Make the caller a member."""
    recording = record_join(
        info.context.backend,
        alias_of(info.context.caller),
        Join(zone=asked.zone, language=asked.language),
        str(asked.idempotency_key),
        SOURCE,
        Person(asked.name, asked.email, asked.birth_date, asked.region, asked.phone),
    )
    return JoinPayload(answer=await answer(info.context, recording))
