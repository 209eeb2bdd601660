"""The mascot games as one member sees them: whether they can play now, and what they played."""

from typing import Annotated

import strawberry

from app.engine.activities import RoundStart
from app.engine.decide import decide
from app.engine.situation import Situation
from app.errors import Refusal
from app.programme import model
from graphql_schema.errors import UserError, user_error
from graphql_schema.member.mascot_terms import MascotTerms, mascot_terms
from graphql_schema.member.positions import PositionInput
from graphql_schema.member.rounds import MascotRound, open_round, rounds_page
from graphql_schema.member.view import View
from graphql_schema.pagination import After, Connection, First
from graphql_schema.scalars import BigInt

Near = Annotated[
    PositionInput | None, strawberry.argument(description="Where the member is, for a game played at certain places.")
]


@strawberry.type(description="A mascot game, as it stands for this member now.")
class MascotGame:
    """A mascot game, as it stands for this member now."""

    view: strawberry.Private[View]
    model: strawberry.Private[model.MascotGame]
    id: strawberry.ID = strawberry.field(description="The game's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    paid_today: BigInt = strawberry.field(description="What it paid for the rounds of the member's day so far.")
    daily_cap: BigInt = strawberry.field(description="The most that it pays for the rounds of one day.")
    rounds_left: int | None = strawberry.field(description="How many rounds are left today; null for any number.")

    @strawberry.field(description="How it is played, and what it pays.")
    def terms(self) -> MascotTerms:
        return mascot_terms(self.view.words, self.id, self.model)

    @strawberry.field(description="Whether a round would be started now.")
    async def can_start(self, near: Near = None) -> bool:
        return await refusal_of_start(self.view, self.id, near) is None

    @strawberry.field(description="Why no round would be started now; null when one would.")
    async def blocked_by(self, near: Near = None) -> UserError | None:
        refusal = await refusal_of_start(self.view, self.id, near)
        return user_error(refusal, self.view.words.language, within=()) if refusal else None

    @strawberry.field(description="The round of it that can still be finished; null when there is none.")
    def open_round(self) -> MascotRound | None:
        return open_round(self.view, self.id)

    @strawberry.field(description="The member's rounds of it that ended, the latest first.")
    async def recent_rounds(self, first: First = 20, after: After = None) -> Connection[MascotRound]:
        return await rounds_page(self.view, self.id, first, after)


def mascot_game(view: View, game_id: str) -> MascotGame | None:
    """A game as it stands for the member; None when the programme has no such game."""
    game = view.programme.mascots.get(game_id)
    if game is None:
        return None
    today = view.state.mascot_state.game(game_id, view.today)
    left = None if game.rounds_per_day is None else max(0, game.rounds_per_day - today.rounds)
    return MascotGame(
        view=view,
        model=game,
        id=strawberry.ID(game_id),
        name=view.words.text(game.name),
        paid_today=BigInt(today.paid),
        daily_cap=BigInt(game.daily_cap),
        rounds_left=left,
    )


async def refusal_of_start(view: View, game_id: str, near: PositionInput | None) -> Refusal | None:
    """Why no round would be started now: asked of the very decision a start is made by."""
    asked = RoundStart(game=game_id, near=near.position if near else None)
    around = await view.around_member()
    try:
        decide(Situation(view.programme, view.state, asked, view.now, around))
    except Refusal as refusal:
        return refusal
    return None
