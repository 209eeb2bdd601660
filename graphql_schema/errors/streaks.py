"""Facts of what the streaks refuse."""

from datetime import date, datetime

import strawberry

from app.streaks import refusals as streaks
from graphql_schema.errors.interface import Facts, UserError


@strawberry.type(description="A pause starts on a later day, and at most a year ahead.")
class StreakPauseNotAheadError(UserError):
    """The pause was not announced ahead."""

    earliest: date = strawberry.field(description="The first day on which a pause can start.")
    latest: date = strawberry.field(description="The last day on which a pause can start.")


@strawberry.type(description="The time in which the streak could be restored is over.")
class StreakRestoreTooLateError(UserError):
    """Too late to restore."""

    until: datetime = strawberry.field(description="When it ended.")


FACTS: Facts = {
    streaks.PauseNotAhead: StreakPauseNotAheadError,
    streaks.RestoreTooLate: StreakRestoreTooLateError,
}
