"""Recording an activity for a partner, and the payload every such mutation answers with."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import strawberry

from app.engine.activities import Activity as Doing
from app.engine.record import record
from app.engine.refusals import IdempotencyKeyReused
from app.errors import Refusal
from app.identity.callers import PartnerCaller
from graphql_schema.activities import Activity, activity
from graphql_schema.context import Context
from graphql_schema.errors import UserError, user_error
from graphql_schema.outcomes import Outcome, Reason
from graphql_schema.partner.context import source_of, words_of
from graphql_schema.partner.members import PartnerMember, read_partner_member
from graphql_schema.references import MemberReferenceInput, member_behind


@strawberry.type
class Recorded:
    """What all payloads of recorded activities hold."""

    activity: Activity | None = strawberry.field(description="What was recorded; null when it was refused.")
    member: PartnerMember | None = strawberry.field(description="The member after it; null when it was refused.")
    outcomes: list[Outcome] = strawberry.field(description="What it led to, each with the rule that gave it.")
    reasons: list[Reason] = strawberry.field(description="Why the other rules for its kind did not apply.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was recorded.")


Payload = TypeVar("Payload", bound=Recorded)


async def recorded(
    payload: type[Payload],
    context: Context[PartnerCaller],
    key: UUID,
    reference: MemberReferenceInput,
    doing: Callable[[], Doing],
) -> Payload:
    """Record an activity and answer with what is stored of it, or with why it was refused.

    `doing` makes the activity from the input; it may raise a Refusal.
    """
    try:
        member = await member_behind(context.backend, reference)
        source = source_of(context.caller)
        stored = await record(context.backend, member, doing(), str(key), source)
        if stored["source"] != source:
            raise IdempotencyKeyReused(str(key)).about("idempotencyKey")
    except Refusal as refusal:
        told = user_error(refusal, words_of(context).language)
        return payload(activity=None, member=None, outcomes=[], reasons=[], user_errors=[told])
    shown = activity(stored, words_of(context))
    return payload(
        activity=shown,
        member=await read_partner_member(context, member),
        outcomes=shown.outcomes,
        reasons=shown.reasons,
        user_errors=[],
    )
