"""Playing a mascot game: starting a round, and reporting its catches."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.activities import Activity, RoundFinish, RoundStart
from app.engine.record import Recorded, record
from app.mascot.round import Catch, game_of
from app.mascot.rules import MOST_CATCHES
from graphql_schema.context import Context, Info
from graphql_schema.ids import stored_id
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.mascots import MascotGame, mascot_game
from graphql_schema.member.payload import Answer, Payload, answer
from graphql_schema.member.positions import PositionInput
from graphql_schema.member.rounds import MascotRound, find_round, open_round


@strawberry.input(description="Which game to play.")
class StartMascotRoundInput:
    """Which game to play."""

    idempotency_key: UUID = strawberry.field(description="New for each round; the same when it is sent again.")
    game: strawberry.ID = strawberry.field(description="The game's id in the programme.")
    near: PositionInput | None = strawberry.field(
        default=None, description="Where the member is: needed for a game played at certain places only."
    )


@strawberry.input(description="A catch, or a miss: a tap of the member's.")
class CatchInput:
    """A catch, or a miss."""

    appearance: int = strawberry.field(description="The number of the appearance, from 0.")
    at_ms: int = strawberry.field(description="When, in milliseconds after the start of the round.")
    x: int = strawberry.field(description="Where, in thousandths of the field's width.")
    y: int = strawberry.field(description="Where, in thousandths of the field's height.")


@strawberry.input(description="What the member caught in a round.")
class FinishMascotRoundInput:
    """What the member caught in a round."""

    idempotency_key: UUID = strawberry.field(description="New for each round; the same when it is sent again.")
    round: strawberry.ID = strawberry.field(description="The round's global id.")
    catches: list[CatchInput] = strawberry.field(
        description=f"In the order they were made, at most {MOST_CATCHES}. None at all gives the round up."
    )


@strawberry.type(description="What starting a round led to.")
class StartMascotRoundPayload(Payload):
    """What starting a round led to."""

    asked: strawberry.Private[StartMascotRoundInput]

    @strawberry.field(description="The round that was started, with its plan; null when none was.")
    async def round(self) -> MascotRound | None:
        return await round_in(self.answer, "round_started")

    @strawberry.field(description="The round that is open now: this one, or the one that is in its way.")
    async def open_round(self) -> MascotRound | None:
        view = await self.answer.view()
        return open_round(view) if view else None

    @strawberry.field(description="The game after it; null when there is no such game.")
    async def game(self) -> MascotGame | None:
        return await game_after(self.answer, self.asked.game)


@strawberry.type(description="What finishing a round led to.")
class FinishMascotRoundPayload(Payload):
    """What finishing a round led to."""

    asked: strawberry.Private[FinishMascotRoundInput]

    @strawberry.field(description="The round with each catch as it was judged; null when it was refused.")
    async def round(self) -> MascotRound | None:
        return await round_in(self.answer, "round_finished", "round_in_review")

    @strawberry.field(description="The game after it; null when there is no such game.")
    async def game(self) -> MascotGame | None:
        return await game_after(self.answer, game_of(stored_id("MascotRound", self.asked.round)))


AskedToStart = Annotated[StartMascotRoundInput, strawberry.argument(name="input", description="Which game to play.")]
AskedToFinish = Annotated[FinishMascotRoundInput, strawberry.argument(name="input", description="What was caught.")]


async def start_mascot_round(info: Info, asked: AskedToStart) -> StartMascotRoundPayload:
    """Start a round."""
    activity = RoundStart(game=asked.game, near=asked.near.position if asked.near else None)
    recording = _record(info.context, activity, asked.idempotency_key)
    return StartMascotRoundPayload(answer=await answer(info.context, recording), asked=asked)


async def finish_mascot_round(info: Info, asked: AskedToFinish) -> FinishMascotRoundPayload:
    """Report the catches of a round."""
    catches = tuple(Catch(one.appearance, one.at_ms, one.x, one.y) for one in asked.catches)
    activity = RoundFinish(round=stored_id("MascotRound", asked.round), catches=catches)
    recording = _record(info.context, activity, asked.idempotency_key)
    return FinishMascotRoundPayload(answer=await answer(info.context, recording), asked=asked)


async def round_in(answer: Answer, *kinds: str) -> MascotRound | None:
    """The round that an outcome of one of these types is about, as it stands now; None when nothing was recorded."""
    outcomes = answer.recorded["outcomes"] if answer.recorded else []
    named = next((one["round"] for one in outcomes if one["type"] in kinds), None)
    view = await answer.view()
    return await find_round(view, named) if named and view else None


async def game_after(answer: Answer, game: str) -> MascotGame | None:
    """The game as it stands for the member after the mutation."""
    view = await answer.view()
    return mascot_game(view, game) if view else None


async def _record(context: Context[Any], activity: Activity, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)
