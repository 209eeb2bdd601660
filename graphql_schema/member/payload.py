"""What every mutation of a member answers with."""

from collections.abc import Awaitable

import strawberry

from app.engine.record import Recorded
from app.errors import Refusal
from app.identity.callers import MemberCaller
from app.members.refusals import NotJoined, UnknownMember
from graphql_schema.context import Context
from graphql_schema.errors import UserError, user_error
from graphql_schema.member.me import Member, member
from graphql_schema.member.view import View, find_view
from graphql_schema.once import Once
from graphql_schema.outcomes import Outcome, Words, outcomes_of


class Reply:
    """What every mutation has led to: nothing, where it was refused; and the member after it."""

    def __init__(self, context: Context[MemberCaller], refusal: Refusal | None) -> None:
        self.refusal = refusal
        self._context = context
        self._view = Once(lambda: find_view(context))

    async def view(self) -> View | None:
        """The member after it; None when the caller is no member."""
        return await self._view.get()

    async def words(self) -> Words:
        """The programme's texts, in the member's language."""
        view = await self.view()
        programme = self._context.published.programme
        return view.words if view else Words(programme, programme.languages[0])

    async def errors(self) -> list[UserError]:
        """The refusal, in the member's language."""
        return [user_error(self.refusal, (await self.words()).language)] if self.refusal else []


class Answer(Reply):
    """The activity that was recorded, now or under the same key before, or the refusal."""

    def __init__(self, context: Context[MemberCaller], recorded: Recorded | None, refusal: Refusal | None) -> None:
        super().__init__(context, refusal)
        self.recorded = recorded


async def answer(context: Context[MemberCaller], recording: Awaitable[Recorded]) -> Answer:
    """Wait until the activity is recorded, or refused."""
    try:
        return Answer(context, await recording, None)
    except UnknownMember:
        return Answer(context, None, NotJoined())  # erased meanwhile, on another device or by the staff
    except Refusal as refusal:
        return Answer(context, None, refusal)
    finally:
        context.members.clear()


@strawberry.type
class Payload:
    """What all payloads have. What is built from the recorded activity is the same for every send of a key."""

    answer: strawberry.Private[Answer]

    @strawberry.field(description="The member after it; null when the caller is no member.")
    async def member(self) -> Member | None:
        view = await self.answer.view()
        return member(view) if view else None

    @strawberry.field(description="What it led to; empty when it was refused.")
    async def outcomes(self) -> list[Outcome]:
        recorded = self.answer.recorded
        return outcomes_of(recorded, await self.answer.words()) if recorded else []

    @strawberry.field(description="Why it was refused; empty when it was done.")
    async def user_errors(self) -> list[UserError]:
        return await self.answer.errors()
