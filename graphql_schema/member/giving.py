"""Giving to causes, and choosing the one that purchases share with."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.activities import Activity, CauseChoice, Donation
from app.engine.record import Recorded, record
from graphql_schema.context import Context, Info
from graphql_schema.member.causes import Cause, cause_of
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Answer, Payload, answer
from graphql_schema.scalars import BigInt


@strawberry.input(description="What to give, and to which cause.")
class DonateInput:
    """What to give."""

    idempotency_key: UUID = strawberry.field(description="New for each donation; the same when it is sent again.")
    cause: strawberry.ID = strawberry.field(description="The id of the cause in the programme.")
    asset: strawberry.ID = strawberry.field(description="The asset's id in the programme.")
    amount: BigInt = strawberry.field(description="How much of it.")


@strawberry.input(description="Which cause to choose.")
class ChooseCauseInput:
    """Which cause to choose."""

    idempotency_key: UUID = strawberry.field(description="New for each choice; the same when it is sent again.")
    cause: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the cause in the programme; null to choose none any longer."
    )


@strawberry.type(description="What a donation led to: its receipt is the outcome `Donated`.")
class DonatePayload(Payload):
    """What a donation led to."""

    asked: strawberry.Private[DonateInput]

    @strawberry.field(description="The cause after it; null when there is no such cause.")
    async def cause(self) -> Cause | None:
        return await _cause_after(self.answer, self.asked.cause)


@strawberry.type(description="What choosing a cause led to.")
class ChooseCausePayload(Payload):
    """What choosing a cause led to."""

    asked: strawberry.Private[ChooseCauseInput]

    @strawberry.field(description="The cause after it; null when none was asked for or there is no such cause.")
    async def cause(self) -> Cause | None:
        return await _cause_after(self.answer, self.asked.cause) if self.asked.cause is not None else None


AskedToDonate = Annotated[DonateInput, strawberry.argument(name="input", description="What to give.")]
AskedToChoose = Annotated[ChooseCauseInput, strawberry.argument(name="input", description="Which cause to choose.")]


async def donate(info: Info, asked: AskedToDonate) -> DonatePayload:
    """Give an amount of an asset to a cause."""
    activity = Donation(cause=asked.cause, asset=asked.asset, amount=asked.amount)
    done = await answer(info.context, _record(info.context, activity, asked.idempotency_key))
    info.context.backend.cause_totals.forget()
    return DonatePayload(answer=done, asked=asked)


async def choose_cause(info: Info, asked: AskedToChoose) -> ChooseCausePayload:
    """Choose the cause that purchases share with from now on."""
    recording = _record(info.context, CauseChoice(cause=asked.cause), asked.idempotency_key)
    return ChooseCausePayload(answer=await answer(info.context, recording), asked=asked)


async def _cause_after(answer: Answer, cause: str) -> Cause | None:
    """The cause as it stands for the member after the mutation."""
    view = await answer.view()
    return cause_of(view, cause) if view else None


async def _record(context: Context[Any], activity: Activity, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)
