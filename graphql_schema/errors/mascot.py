"""Facts of what the mascot games refuse."""

from datetime import datetime

import strawberry

from app.mascot import refusals as mascot
from graphql_schema.errors.interface import Facts, UserError
from graphql_schema.ids import global_id


@strawberry.type(description="A round is open, and only one can be at a time.")
class RoundAlreadyOpenError(UserError):
    """A round is open."""

    round_id: strawberry.Private[str]
    game: str = strawberry.field(description="The id of the game it is of.")
    closes_at: datetime = strawberry.field(description="Until when it can be finished; then another can be started.")

    @strawberry.field(description="The open round, for `node(id)`.")
    def round(self) -> strawberry.ID:
        return global_id("MascotRound", self.round_id)


@strawberry.type(description="The round still runs.")
class RoundTooFastError(UserError):
    """The round still runs."""

    ready_at: datetime = strawberry.field(description="From when the same report is accepted.")


@strawberry.type(description="All rounds of this day are played.")
class NoRoundLeftError(UserError):
    """All rounds of this day are played."""

    rounds_per_day: int = strawberry.field(description="How many there are in a day.")
    next_at: datetime = strawberry.field(description="When the next day of the member's begins.")


@strawberry.type(description="The game is played at certain places, and the member is at none of them.")
class TooFarAwayError(UserError):
    """The member is at none of the game's places."""

    missing_m: int = strawberry.field(description="How many metres closer to the nearest one the member must come.")


FACTS: Facts = {
    mascot.RoundAlreadyOpen: RoundAlreadyOpenError,
    mascot.RoundTooFast: RoundTooFastError,
    mascot.NoRoundLeft: NoRoundLeftError,
    mascot.TooFarAway: TooFarAwayError,
}
