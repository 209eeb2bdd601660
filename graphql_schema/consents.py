"""Consents as the APIs show them."""

from datetime import datetime
from typing import Any

import strawberry

from app.members.consents import ConsentsState, Purpose
from graphql_schema.enums import api_enum

ConsentPurpose: Any = api_enum(
    Purpose,
    "What a member's data may be used for, once they have said so.",
    {
        Purpose.MARKETING_PUSH: "Sending advertisements to the member's devices.",
        Purpose.MARKETING_EMAIL: "Sending advertisements by e-mail.",
        Purpose.MARKETING_SMS: "Sending advertisements by SMS.",
        Purpose.LOCATION: "Keeping where the member is.",
        Purpose.PROFILING: "Choosing for the member by what they bought, did and told.",
    },
    name="ConsentPurpose",
)


@strawberry.type(description="What a member said last about a purpose.")
class Consent:
    """What a member said last about a purpose."""

    purpose: ConsentPurpose = strawberry.field(description="What the data may be used for, or may not.")
    granted: bool = strawberry.field(description="Whether it may; false as long as the member has said nothing.")
    since: datetime | None = strawberry.field(description="When they said so; null when they never did.")
    text_version: str | None = strawberry.field(description="Which version of the text they had before them.")


def consents_of(consents: ConsentsState) -> list[Consent]:
    """What stands for each purpose, said or unsaid."""
    return [_consent(consents, purpose) for purpose in Purpose]


def _consent(consents: ConsentsState, purpose: Purpose) -> Consent:
    said = consents.said.get(purpose)
    return Consent(
        purpose=purpose,
        granted=consents.allows(purpose),
        since=said.since if said else None,
        text_version=said.text_version if said else None,
    )
