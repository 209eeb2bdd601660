"""Buying a freeze, announcing a pause, and having a streak restored."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import Activity, StreakFreeze, StreakPause, StreakRestore
from app.engine.record import Recorded, record
from app.identity.callers import MemberCaller
from graphql_schema.context import Context, Info
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer
from graphql_schema.member.streaks import Streak, streak_of

KEY = "New for each request; the same when it is sent again."
STREAK_ID = "The streak's id in the programme."


@strawberry.input(description="For which streak to buy a freeze.")
class FreezeStreakInput:
    """For which streak to buy a freeze."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    streak: strawberry.ID = strawberry.field(description=STREAK_ID)


@strawberry.input(description="Which streak to pause, and when. Both days are included.")
class PauseStreakInput:
    """Which streak to pause, and when."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    streak: strawberry.ID = strawberry.field(description=STREAK_ID)
    first_day: date = strawberry.field(name="from", description="The first day, tomorrow or later.")
    last_day: date = strawberry.field(name="until", description="The last day.")


@strawberry.input(description="Which streak to restore.")
class RestoreStreakInput:
    """Which streak to restore."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    streak: strawberry.ID = strawberry.field(description=STREAK_ID)


@strawberry.type
class StreakPayload(Payload):
    """What the mutations of a streak answer with."""

    name: strawberry.Private[str]

    @strawberry.field(description="The streak after it; null when there is no such streak.")
    async def streak(self) -> Streak | None:
        view = await self.answer.view()
        return streak_of(view, self.name) if view else None


@strawberry.type(description="What buying a freeze led to.")
class FreezeStreakPayload(StreakPayload):
    """What buying a freeze led to."""


@strawberry.type(description="What announcing a pause led to.")
class PauseStreakPayload(StreakPayload):
    """What announcing a pause led to."""


@strawberry.type(description="What restoring a streak led to.")
class RestoreStreakPayload(StreakPayload):
    """What restoring a streak led to."""


AskedToFreeze = Annotated[
    FreezeStreakInput, strawberry.argument(name="input", description="For which streak to buy a freeze.")
]
AskedToPause = Annotated[
    PauseStreakInput, strawberry.argument(name="input", description="Which streak to pause, and when.")
]
AskedToRestore = Annotated[
    RestoreStreakInput, strawberry.argument(name="input", description="Which streak to restore.")
]


async def freeze_streak(info: Info, asked: AskedToFreeze) -> FreezeStreakPayload:
    """Buy a freeze."""
    recording = _record(info.context, StreakFreeze(streak=asked.streak), asked.idempotency_key)
    return FreezeStreakPayload(answer=await answer(info.context, recording), name=asked.streak)


async def pause_streak(info: Info, asked: AskedToPause) -> PauseStreakPayload:
    """Announce a pause."""
    activity = StreakPause(streak=asked.streak, first=asked.first_day, last=asked.last_day)
    recording = _record(info.context, activity, asked.idempotency_key)
    return PauseStreakPayload(answer=await answer(info.context, recording), name=asked.streak)


async def restore_streak(info: Info, asked: AskedToRestore) -> RestoreStreakPayload:
    """Have a streak restored."""
    recording = _record(info.context, StreakRestore(streak=asked.streak), asked.idempotency_key)
    return RestoreStreakPayload(answer=await answer(info.context, recording), name=asked.streak)


async def _record(context: Context[MemberCaller], activity: Activity, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)
