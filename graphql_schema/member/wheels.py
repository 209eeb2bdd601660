"""The wheels as one member sees them: what they may do now, and at which odds."""

from datetime import datetime

import strawberry

from app.engine.activities import Spin as SpinActivity
from app.engine.decide import decide
from app.engine.situation import Situation
from app.errors import Refusal
from app.programme import model
from app.wheel.rules import spins_available
from app.wheel.seeds import seed_hash, server_seed
from graphql_schema.errors import UserError, user_error
from graphql_schema.member.assets import Asset, asset
from graphql_schema.member.segments import WheelSegment, segments_of
from graphql_schema.member.spins import Spin, spins_page
from graphql_schema.member.view import View
from graphql_schema.member.wheel_terms import WheelRules, wheel_rules
from graphql_schema.pagination import After, Connection, First
from graphql_schema.scalars import BigInt

RECIPE = (
    "1. SHA-256 of the server seed's 32 bytes is serverSeedHash. "
    "2. The value is the first 8 bytes, most significant first, of HMAC-SHA256 with the server seed's bytes as the key "
    "and the text clientSeed:nonce:cursor, starting with cursor 0. "
    "3. While the value is 2^64 - (2^64 mod total) or more, add 1 to the cursor. "
    "4. The ticket is the value modulo total. "
    "5. In the snapshot's order each segment owns as many tickets as its weight; the ticket's owner is won."
)
"""`docs/verify-a-spin.md` in short."""


@strawberry.type(description="What the member's coming spins of a wheel are drawn from, and how to check them later.")
class Fairness:
    """The promise behind the coming spins."""

    seed_number: int = strawberry.field(description="The number of the server seed in use, from 0.")
    server_seed_hash: str = strawberry.field(description="SHA-256 of the server seed in use: the promise.")
    next_server_seed_hash: str = strawberry.field(description="SHA-256 of the server seed after it.")
    nonce: int = strawberry.field(description="The next spin's nonce: how many were made under this seed.")
    client_seed: str = strawberry.field(description="The member's own seed for the next spin.")
    recipe: str = strawberry.field(description="How to compute a spin again, in words.")


@strawberry.type(description="A wheel of fortune, as it stands for this member now.")
class Wheel:
    """A wheel, as it stands for this member now."""

    view: strawberry.Private[View]
    model: strawberry.Private[model.Wheel]
    id: strawberry.ID = strawberry.field(description="The wheel's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    free_spins: int = strawberry.field(description="How many free spins are left in this period.")
    tokens: BigInt = strawberry.field(description="How many spins the member's tokens pay for.")
    next_free_at: datetime | None = strawberry.field(description="When free spins come again, once those are used.")

    @strawberry.field(description="Who may take part, and when.")
    def rules(self) -> WheelRules:
        return wheel_rules(self.view.words, self.model.rules)

    @strawberry.field(description="The asset that one spin costs, once the free spins are used.")
    def token_asset(self) -> Asset | None:
        return asset(self.view.words, self.model.token) if self.model.token else None

    @strawberry.field(description="Whether a spin would be accepted now.")
    async def can_spin(self) -> bool:
        return await refusal_of_spin(self.view, self.id) is None

    @strawberry.field(description="Why a spin would be refused now; null when it would not.")
    async def blocked_by(self) -> UserError | None:
        refusal = await refusal_of_spin(self.view, self.id)
        return user_error(refusal, self.view.words.language) if refusal else None

    @strawberry.field(description="Its parts in order, with the odds of the member's next spin.")
    async def segments(self) -> list[WheelSegment]:
        around = await self.view.around_spin(self.id)
        return segments_of(self.view, self.id, self.model, around.stock_taken)

    @strawberry.field(description="What the coming spins are drawn from, and how to check them.")
    def fairness(self) -> Fairness:
        state, root = self.view.state.wheel(self.id), self.view.state.wheel_root
        return Fairness(
            seed_number=state.seed_number,
            server_seed_hash=seed_hash(server_seed(root, self.id, state.seed_number)),
            next_server_seed_hash=seed_hash(server_seed(root, self.id, state.seed_number + 1)),
            nonce=state.nonce,
            client_seed=state.client_seed,
            recipe=RECIPE,
        )

    @strawberry.field(description="The member's spins of this wheel, the latest first.")
    async def spins(self, first: First = 20, after: After = None) -> Connection[Spin]:
        return await spins_page(self.view, self.id, first, after)


def wheel_of(view: View, wheel_id: str) -> Wheel | None:
    """A wheel as it stands for the member; None when the programme has no such wheel."""
    wheel = view.programme.wheels.get(wheel_id)
    if wheel is None:
        return None
    available = spins_available(
        programme=view.programme,
        wheel=wheel,
        state=view.state.wheel(wheel_id),
        token_balance=view.state.holding(wheel.token).available if wheel.token else 0,
        now=view.now,
        zone=view.state.tz,
    )
    return Wheel(
        view=view,
        model=wheel,
        id=strawberry.ID(wheel_id),
        name=view.words.text(wheel.name),
        free_spins=available.free,
        tokens=BigInt(available.tokens),
        next_free_at=available.next_free_at,
    )


async def refusal_of_spin(view: View, wheel_id: str) -> Refusal | None:
    """Why a spin would be refused now: asked of the very decision a spin is made by, whose result is thrown away."""
    around = await view.around_spin(wheel_id)
    try:
        decide(Situation(view.programme, view.state, SpinActivity(wheel=wheel_id), view.now, around))
    except Refusal as refusal:
        return refusal
    return None
