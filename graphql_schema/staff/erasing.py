"""Erasing a member who asked for it elsewhere than in the app."""

from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import Erasure
from app.identity.callers import Role
from app.members.refusals import UnknownMember
from graphql_schema.ids import stored_id
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.corrections import Corrected, author_of, corrected
from graphql_schema.staff.roles import Allowed


@strawberry.input(description="A member who wants to be erased.")
class EraseMemberInput:
    """A member who wants to be erased."""

    idempotency_key: UUID = strawberry.field(description="New for each erasure; the same when it is sent again.")
    member_id: strawberry.ID = strawberry.field(description="The member's global id.")
    reason: str = strawberry.field(
        description="Why, in 1 to 500 characters, such as the number of their letter. It stays: name nobody in it."
    )


AskedToErase = Annotated[EraseMemberInput, strawberry.argument(name="input", description="Whom, and why.")]


@strawberry.type(description="What became of an erasure.")
class EraseMemberPayload(Corrected):
    """What became of an erasure: `member` is null, for there is nobody any more."""


@strawberry.type
class ErasureMutations:
    """Erasing members."""

    @strawberry.mutation(
        description="Erase a member as they asked: personal data, sign-in, codes and key are gone, and what the wallet "
        "holds is forfeited. This can't be undone.",
        extensions=[Allowed(Role.SUPPORT)],
    )
    async def erase_member(self, info: StaffInfo, asked: AskedToErase) -> EraseMemberPayload:
        return await corrected(
            EraseMemberPayload,
            info.context,
            stored_id("Member", asked.member_id),
            Erasure(reason=asked.reason, author=author_of(info.context.caller)),
            asked.idempotency_key,
            unknown=UnknownMember(asked.member_id).about("memberId"),
        )
