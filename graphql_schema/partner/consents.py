"""Consents given at the till or in the webshop."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import ConsentChange
from graphql_schema.consents import ConsentPurpose
from graphql_schema.partner.context import PartnerInfo
from graphql_schema.partner.recording import Recorded, recorded
from graphql_schema.references import MemberReferenceInput


@strawberry.input(description="What a member said to a purpose.")
class RecordConsentInput:
    """What a member said to a purpose."""

    idempotency_key: UUID = strawberry.field(description="New for each of them; the same when it is sent again.")
    member: MemberReferenceInput = strawberry.field(description="Who said it.")
    purpose: ConsentPurpose = strawberry.field(description="What their data may be used for, or may not.")
    granted: bool = strawberry.field(description="True for yes, false for no.")
    text_version: str = strawberry.field(
        description="Which version of the text they had before them, in 1 to 100 characters."
    )
    occurred_at: datetime | None = strawberry.field(
        default=None,
        description="When they said it; now when left out. It never overrides what they said after that.",
    )


AskedConsent = Annotated[RecordConsentInput, strawberry.argument(name="input", description="What the member said.")]


@strawberry.type(description="What became of it.")
class RecordConsentPayload(Recorded):
    """What became of it."""


@strawberry.type
class ConsentMutations:
    """Recording consents."""

    @strawberry.mutation(description="Record what a member said to a purpose, before you.")
    async def record_consent(self, info: PartnerInfo, asked: AskedConsent) -> RecordConsentPayload:
        said = ConsentChange(
            at=asked.occurred_at, purpose=asked.purpose, granted=asked.granted, text_version=asked.text_version
        )
        return await recorded(RecordConsentPayload, info.context, asked.idempotency_key, asked.member, lambda: said)
