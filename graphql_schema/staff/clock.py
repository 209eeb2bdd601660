"""The development clock. It exists on a developer's machine only."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from app.development_clock import BadDuration, DevelopmentOnly
from app.engine.once import Answer, Request, once
from app.errors import Refusal
from app.programme.values import Duration, parse_duration
from app.storage.client import Session
from graphql_schema.errors import UserError, user_error
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.roles import Allowed


@strawberry.input(description="How far to move the clock.")
class AdvanceClockInput:
    """How far to move the clock."""

    idempotency_key: UUID = strawberry.field(description="New for each move; the same when it is sent again.")
    by: str = strawberry.field(description="How far, such as `3d`, `2 hours` or `1 month`.")


AskedToAdvance = Annotated[
    AdvanceClockInput, strawberry.argument(name="input", description="How far to move the clock.")
]


@strawberry.type(description="What became of moving the clock.")
class AdvanceClockPayload:
    """What became of moving the clock."""

    now: datetime | None = strawberry.field(description="What time it was then; null when it was refused.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was moved.")


@strawberry.type
class ClockMutations:
    """Moving the clock."""

    @strawberry.mutation(
        description="Move the clock of a development server forward. It never goes back.", extensions=[Allowed()]
    )
    async def advance_clock(self, info: StaffInfo, asked: AskedToAdvance) -> AdvanceClockPayload:
        try:
            now = await _advanced(info.context, asked)
        except Refusal as refusal:
            return AdvanceClockPayload(now=None, user_errors=[user_error(refusal)])
        return AdvanceClockPayload(now=now, user_errors=[])


async def _advanced(context: StaffContext, said: AdvanceClockInput) -> datetime:
    clock = context.development_clock
    if clock is None:
        raise DevelopmentOnly
    duration = _duration(said.by)

    async def work(session: Session) -> Answer:
        return {"now": await clock.advance(duration, session)}

    request = Request(context.caller.subject, str(said.idempotency_key), {"mutation": "advanceClock", "by": said.by})
    answer = await once(context.backend.database, request, context.backend.clock.now(), work)
    await clock.refresh()
    now: datetime = answer["now"]
    return now


def _duration(text: str) -> Duration:
    try:
        return parse_duration(text)
    except ValueError as problem:
        raise BadDuration(str(problem)).about("by") from None
