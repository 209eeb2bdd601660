"""Spinning a wheel, and seeing the seed behind the spins."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.activities import Activity, SeedRotation
from app.engine.activities import Spin as SpinActivity
from app.engine.record import Recorded, record
from app.wheel.seeds import revealed_seed, seed_hash
from app.wheel.store import play
from graphql_schema.context import Context, Info
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Answer, Payload, answer
from graphql_schema.member.spins import Spin, spin
from graphql_schema.member.wheels import Wheel, wheel_of

CLIENT_SEED = "The member's own seed from now on, 1 to 64 printable ASCII characters without a colon; null to keep it."


@strawberry.input(description="Which wheel to spin.")
class SpinWheelInput:
    """Which wheel to spin."""

    idempotency_key: UUID = strawberry.field(description="New for each spin; the same when it is sent again.")
    wheel: strawberry.ID = strawberry.field(description="The wheel's id in the programme.")
    client_seed: str | None = strawberry.field(default=None, description=CLIENT_SEED)


@strawberry.input(description="Whose server seed to reveal.")
class RotateWheelSeedInput:
    """Whose server seed to reveal."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    wheel: strawberry.ID = strawberry.field(description="The wheel's id in the programme.")
    client_seed: str | None = strawberry.field(default=None, description=CLIENT_SEED)


@strawberry.type(description="A server seed that is no longer in use.")
class RevealedSeed:
    """A server seed that is no longer in use."""

    seed_number: int = strawberry.field(description="Its number, from 0.")
    server_seed: str = strawberry.field(description="Its 32 bytes in hexadecimal digits.")
    server_seed_hash: str = strawberry.field(description="Its SHA-256, shown before it was used.")


@strawberry.type(description="What a spin led to.")
class SpinWheelPayload(Payload):
    """What a spin led to."""

    asked: strawberry.Private[SpinWheelInput]

    @strawberry.field(description="The spin; null when it was refused.")
    async def spin(self) -> Spin | None:
        spun, view = outcome_of(self.answer, "spun"), await self.answer.view()
        stored = await play(view.database, spun["play"]) if spun and view else None
        return spin(stored, view) if stored and view else None

    @strawberry.field(description="The wheel after it; null when there is no such wheel.")
    async def wheel(self) -> Wheel | None:
        return await wheel_after(self.answer, self.asked.wheel)


@strawberry.type(description="What revealing a server seed led to.")
class RotateWheelSeedPayload(Payload):
    """What revealing a server seed led to."""

    asked: strawberry.Private[RotateWheelSeedInput]

    @strawberry.field(description="The seed that can be seen now; null when it was refused.")
    async def revealed(self) -> RevealedSeed | None:
        outcome, view = outcome_of(self.answer, "seed_revealed"), await self.answer.view()
        if outcome is None or view is None:
            return None
        wheel, number = outcome["wheel"], outcome["seed_number"]
        seed = revealed_seed(view.state.wheel_root, wheel, number, view.state.wheel(wheel).seed_number)
        assert seed is not None, "its rotation was recorded"
        return RevealedSeed(seed_number=number, server_seed=seed.hex(), server_seed_hash=seed_hash(seed))

    @strawberry.field(description="The wheel after it; null when there is no such wheel.")
    async def wheel(self) -> Wheel | None:
        return await wheel_after(self.answer, self.asked.wheel)


AskedToSpin = Annotated[SpinWheelInput, strawberry.argument(name="input", description="Which wheel to spin.")]
AskedToRotate = Annotated[
    RotateWheelSeedInput, strawberry.argument(name="input", description="Whose server seed to reveal.")
]


async def spin_wheel(info: Info, asked: AskedToSpin) -> SpinWheelPayload:
    """Spin a wheel once."""
    activity = SpinActivity(wheel=asked.wheel, client_seed=asked.client_seed)
    recording = _record(info.context, activity, asked.idempotency_key)
    return SpinWheelPayload(answer=await answer(info.context, recording), asked=asked)


async def rotate_wheel_seed(info: Info, asked: AskedToRotate) -> RotateWheelSeedPayload:
    """Reveal the server seed in use and go on with the next."""
    activity = SeedRotation(wheel=asked.wheel, client_seed=asked.client_seed)
    recording = _record(info.context, activity, asked.idempotency_key)
    return RotateWheelSeedPayload(answer=await answer(info.context, recording), asked=asked)


def outcome_of(answer: Answer, kind: str) -> dict[str, Any] | None:
    """The stored outcome of this type, if anything was recorded."""
    outcomes = answer.recorded["outcomes"] if answer.recorded else []
    return next((one for one in outcomes if one["type"] == kind), None)


async def wheel_after(answer: Answer, wheel: str) -> Wheel | None:
    """The wheel as it stands for the member after the mutation."""
    view = await answer.view()
    return wheel_of(view, wheel) if view else None


async def _record(context: Context[Any], activity: Activity, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)
