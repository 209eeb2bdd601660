"""What members do with their vouchers: open a surprise, hand one back."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.activities import Activity, VoucherOpening, VoucherReturn
from app.engine.record import Recorded, record
from app.identity.callers import MemberCaller
from app.offers.refusals import UnknownVoucher
from app.offers.voucher import parse_voucher_id
from graphql_schema.context import Context, Info
from graphql_schema.ids import stored_id
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer
from graphql_schema.member.vouchers import Voucher, find_voucher


@strawberry.input(description="Which surprise to open.")
class OpenVoucherInput:
    """Which surprise to open."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    voucher_id: strawberry.ID = strawberry.field(description="The voucher's global id.")


@strawberry.input(description="Which voucher to hand back.")
class HandBackVoucherInput:
    """Which voucher to hand back."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    voucher_id: strawberry.ID = strawberry.field(description="The voucher's global id.")
    unwanted: bool = strawberry.field(
        default=False, description="Whether it is nothing for the member's taste: then nothing like it is chosen soon."
    )


@strawberry.type
class UsedVoucherPayload(Payload):
    """What payloads about one known voucher have."""

    asked_voucher: strawberry.Private[str]

    @strawberry.field(description="The voucher after it; null when there is no such voucher.")
    async def voucher(self) -> Voucher | None:
        view = await self.answer.view()
        return await find_voucher(view, stored_id("Voucher", self.asked_voucher)) if view else None


@strawberry.type(description="What opening a surprise led to.")
class OpenVoucherPayload(UsedVoucherPayload):
    """What opening a surprise led to."""


@strawberry.type(description="What handing back a voucher led to.")
class HandBackVoucherPayload(UsedVoucherPayload):
    """What handing back a voucher led to."""


AskedToOpen = Annotated[OpenVoucherInput, strawberry.argument(name="input", description="Which surprise to open.")]
AskedToHandBack = Annotated[
    HandBackVoucherInput, strawberry.argument(name="input", description="Which voucher to hand back.")
]


async def open_voucher(info: Info, asked: AskedToOpen) -> OpenVoucherPayload:
    """Look what a surprise is."""
    recording = _record(
        info.context, asked.voucher_id, lambda number: VoucherOpening(voucher=number), asked.idempotency_key
    )
    return OpenVoucherPayload(answer=await answer(info.context, recording), asked_voucher=asked.voucher_id)


async def hand_back_voucher(info: Info, asked: AskedToHandBack) -> HandBackVoucherPayload:
    """Give up a voucher that was not used."""
    recording = _record(
        info.context,
        asked.voucher_id,
        lambda number: VoucherReturn(voucher=number, unwanted=asked.unwanted),
        asked.idempotency_key,
    )
    return HandBackVoucherPayload(answer=await answer(info.context, recording), asked_voucher=asked.voucher_id)


async def _record(
    context: Context[MemberCaller], voucher: str, doing: Callable[[int], Activity], key: UUID
) -> Recorded:
    """Record what is done with the caller's own voucher. Raises UnknownVoucher for anybody else's."""
    member = await member_of(context)
    named = parse_voucher_id(stored_id("Voucher", voucher))
    if named is None or named[0] != member:
        raise UnknownVoucher(voucher).about("voucherId")
    return await record(context.backend, member, doing(named[1]), str(key), SOURCE)
