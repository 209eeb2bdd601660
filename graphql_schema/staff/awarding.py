"""How far the badges of a programme version were given to those who had earned them before."""

from datetime import datetime

import strawberry

from app.engine.awarding import awarding_progress
from app.identity.callers import Role
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.roles import Allowed


@strawberry.type(description="How far the badges of a version were given to those who had earned them before.")
class BadgeAwarding:
    """How far the badges of a version were given."""

    version: int = strawberry.field(description="The number of the programme version.")
    done: int = strawberry.field(description="How many members were looked at.")
    of: int = strawberry.field(description="How many members there were to look at.")
    started_at: datetime = strawberry.field(description="When it began.")
    finished_at: datetime | None = strawberry.field(description="When it was done; null while it goes on.")


@strawberry.type
class AwardingQueries:
    """Watching the awarding of badges."""

    @strawberry.field(
        description="How far the badges of the version in force were given to those who had earned them before; null "
        "when it has not begun, or there was nothing to do. Workers do it within a minute of the publication.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def awarding(self, info: StaffInfo) -> BadgeAwarding | None:
        found = await awarding_progress(info.context.backend)
        if found is None:
            return None
        return BadgeAwarding(
            version=found.version,
            done=found.done,
            of=found.of,
            started_at=found.started_at,
            finished_at=found.finished_at,
        )
