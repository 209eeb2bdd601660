"""What mutations answer with that change something beside the wallet and the games: no activity, no outcomes."""

from collections.abc import Awaitable

import strawberry

from app.errors import Refusal
from app.identity.callers import MemberCaller
from graphql_schema.context import Context
from graphql_schema.errors import UserError
from graphql_schema.member.me import Member, member
from graphql_schema.member.payload import Reply


class Done(Reply):
    """What was changed, by its stored id; None when it was refused."""

    def __init__(self, context: Context[MemberCaller], changed: str | None, refusal: Refusal | None) -> None:
        super().__init__(context, refusal)
        self.changed = changed


async def done(context: Context[MemberCaller], doing: Awaitable[str]) -> Done:
    """Wait until it is done, or refused."""
    try:
        return Done(context, await doing, None)
    except Refusal as refusal:
        return Done(context, None, refusal)
    finally:
        context.members.clear()


@strawberry.type
class BesidePayload:
    """What their payloads have."""

    done: strawberry.Private[Done]

    @strawberry.field(description="The member after it; null when the caller is no member.")
    async def member(self) -> Member | None:
        view = await self.done.view()
        return member(view) if view else None

    @strawberry.field(description="Why it was refused; empty when it was done.")
    async def user_errors(self) -> list[UserError]:
        return await self.done.errors()
