"""Members as a till sees them: nothing about the person."""

from typing import Annotated

import strawberry

from app.engine.state import state_from
from app.identity.callers import PartnerCaller
from app.members.refusals import UnknownMember
from app.members.store import read_member
from app.tiers.settle import tier_now
from graphql_schema.balances import Balance, balances_of
from graphql_schema.context import Context
from graphql_schema.ids import global_id
from graphql_schema.partner.context import PartnerInfo, words_of
from graphql_schema.references import MemberReferenceInput, member_behind

Reference = Annotated[MemberReferenceInput, strawberry.argument(description="The member.")]
Code = Annotated[str, strawberry.argument(description="What the app shows as a QR code, to the letter.")]


@strawberry.type(description="A member, with what a till needs and no personal data.")
class PartnerMember:
    """A member at the till."""

    id: strawberry.ID = strawberry.field(description="The global id, the same in all three APIs.")
    code: str = strawberry.field(description="What the app shows as a QR code.")
    balances: list[Balance] = strawberry.field(description="What the wallet holds now, of each of the assets.")
    tier: str | None = strawberry.field(description="The id of the level that the member has now; null for none.")
    paid_memberships: list[strawberry.ID] = strawberry.field(
        description="The ids of the memberships that they have now."
    )


@strawberry.type
class MemberQueries:
    """Finding a member."""

    @strawberry.field(description="The member who shows this code; null when nobody has it.")
    async def member_by_code(self, info: PartnerInfo, code: Code) -> PartnerMember | None:
        reference = MemberReferenceInput(code=strawberry.Some(code), id=None, external_id=None)
        return await _found(info.context, reference)

    @strawberry.field(description="The member that is meant; null when there is none.")
    async def member(self, info: PartnerInfo, reference: Reference) -> PartnerMember | None:
        return await _found(info.context, reference)


async def read_partner_member(context: Context[PartnerCaller], member: str) -> PartnerMember | None:
    """The member with this stored id as a till sees them now."""
    document = await read_member(context.backend.database, member)
    if document is None:
        return None
    now, programme, state = context.backend.clock.now(), context.published.programme, state_from(document)
    tiers = tier_now(programme, state.tiers, now, state.tz)
    return PartnerMember(
        id=global_id("Member", member),
        code=document["code"],
        balances=balances_of(state, programme, words_of(context), now),
        tier=tiers.level,
        paid_memberships=[strawberry.ID(name) for name in tiers.held_at(now)],
    )


async def _found(context: Context[PartnerCaller], reference: MemberReferenceInput) -> PartnerMember | None:
    try:
        member = await member_behind(context.backend, reference)
    except UnknownMember:
        return None
    return await read_partner_member(context, member)
