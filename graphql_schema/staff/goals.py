"""Which goals a member has reached."""

from datetime import datetime
from typing import Annotated

import strawberry

from app.engine.goals import goal_of_member
from graphql_schema.goals import Goal, goal_of
from graphql_schema.staff.context import StaffContext

Since = Annotated[datetime, strawberry.argument(description="When the time for it began: only what came after counts.")]


@strawberry.type(description="A goal, and whether a member has reached it.")
class MemberGoal:
    """A goal, and whether a member has reached it."""

    goal: Goal = strawberry.field(description="The goal.")
    reached_at: datetime | None = strawberry.field(
        description="When it was first reached by what still stands; null when it was not."
    )


async def goals_of(context: StaffContext, member: str, since: datetime) -> list[MemberGoal]:
    """Every goal of the programme, as a member stands with it."""
    programme, database = context.published.programme, context.backend.database
    return [
        MemberGoal(
            goal=goal_of(context.words, name),
            reached_at=await goal_of_member(database, programme, goal, member, since),
        )
        for name, goal in programme.goals.items()
    ]
