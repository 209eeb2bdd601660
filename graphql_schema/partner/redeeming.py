"""Redeeming vouchers: reserving them for a receipt, using them on it, and undoing that."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from app.engine.activities import Activity as Doing
from app.engine.activities import Redemption, RedemptionCancellation, VoucherRelease, VoucherReservation
from app.engine.record import Recorded, record
from app.engine.refusals import IdempotencyKeyReused
from app.errors import Refusal
from app.identity.callers import PartnerCaller
from app.members.refusals import UnknownMember
from app.offers.at_the_till import check_usable
from app.offers.store import read_voucher
from app.offers.voucher import Voucher
from graphql_schema.activities import Activity, activity
from graphql_schema.context import Context
from graphql_schema.errors import UserError, user_error
from graphql_schema.outcomes import Outcome
from graphql_schema.partner.context import PartnerInfo, source_of, words_of
from graphql_schema.partner.items import ItemInput, items_of
from graphql_schema.partner.money import MoneyInput, minor_units
from graphql_schema.partner.vouchers import PartnerVoucher, partner_voucher, voucher_behind

KEY = "New for each request; the same when it is sent again."
CODE = "What the app shows, or what somebody read out."
REFERENCE = "The receipt's number: the same as in `recordPurchase`."


@strawberry.input(description="A voucher to hold for a receipt.")
class ReserveVoucherInput:
    """A voucher to hold."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    code: str = strawberry.field(description=CODE)
    reference: str = strawberry.field(description=REFERENCE)
    seconds: int = strawberry.field(default=300, description="For how long, 10 to 3,600 seconds.")


@strawberry.input(description="A voucher to hold no longer.")
class ReleaseVoucherInput:
    """A voucher to hold no longer."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    code: str = strawberry.field(description=CODE)
    reference: str = strawberry.field(description=REFERENCE)


@strawberry.input(description="A voucher to use on a receipt.")
class RedeemVoucherInput:
    """A voucher to use."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    code: str = strawberry.field(description=CODE)
    reference: str = strawberry.field(description=REFERENCE)
    amount: MoneyInput | None = strawberry.field(
        default=None, description="The price of the whole purchase before the voucher."
    )
    items: list[ItemInput] = strawberry.field(default_factory=list, description="What is bought, at most 200 lines.")
    store: str | None = strawberry.field(default=None, description="The store, by your own name or number.")


@strawberry.input(description="A redemption to undo.")
class CancelRedemptionInput:
    """A redemption to undo."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    code: str = strawberry.field(description=CODE)
    reference: str = strawberry.field(description="The receipt's number that it was redeemed on.")


AskedToReserve = Annotated[ReserveVoucherInput, strawberry.argument(name="input", description="Which, for what.")]
AskedToRelease = Annotated[ReleaseVoucherInput, strawberry.argument(name="input", description="Which, of what.")]
AskedToRedeem = Annotated[RedeemVoucherInput, strawberry.argument(name="input", description="Which, on what.")]
AskedToCancel = Annotated[CancelRedemptionInput, strawberry.argument(name="input", description="Which, on what.")]


@strawberry.type
class Handled:
    """What all payloads about a voucher hold."""

    activity: Activity | None = strawberry.field(description="What was recorded; null when it was refused.")
    voucher: PartnerVoucher | None = strawberry.field(description="The voucher as it stands after it.")
    outcomes: list[Outcome] = strawberry.field(description="What it led to.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was done.")


@strawberry.type(description="What became of a reservation.")
class ReserveVoucherPayload(Handled):
    """What became of a reservation."""


@strawberry.type(description="What became of a release.")
class ReleaseVoucherPayload(Handled):
    """What became of a release."""


@strawberry.type(description="What became of a redemption.")
class RedeemVoucherPayload(Handled):
    """What became of a redemption."""


@strawberry.type(description="What became of undoing a redemption.")
class CancelRedemptionPayload(Handled):
    """What became of undoing a redemption."""


Payload = TypeVar("Payload", bound=Handled)


@strawberry.type
class VoucherMutations:
    """Redeeming vouchers."""

    @strawberry.mutation(description="Hold a voucher for a receipt that is not paid yet, so that no other can use it.")
    async def reserve_voucher(self, info: PartnerInfo, asked: AskedToReserve) -> ReserveVoucherPayload:
        def doing(number: int) -> Doing:
            partner = info.context.caller.partner_id
            return VoucherReservation(voucher=number, partner=partner, reference=asked.reference, seconds=asked.seconds)

        return await _handled(ReserveVoucherPayload, info.context, asked.code, asked.idempotency_key, doing)

    @strawberry.mutation(description="Hold a voucher no longer.")
    async def release_voucher(self, info: PartnerInfo, asked: AskedToRelease) -> ReleaseVoucherPayload:
        def doing(number: int) -> Doing:
            partner = info.context.caller.partner_id
            return VoucherRelease(voucher=number, partner=partner, reference=asked.reference)

        return await _handled(ReleaseVoucherPayload, info.context, asked.code, asked.idempotency_key, doing)

    @strawberry.mutation(
        description="Use a voucher on a receipt, once. Of two tills that redeem it at once, one gets "
        "`ALREADY_REDEEMED` with when and where."
    )
    async def redeem_voucher(self, info: PartnerInfo, asked: AskedToRedeem) -> RedeemVoucherPayload:
        return await _handled(
            RedeemVoucherPayload,
            info.context,
            asked.code,
            asked.idempotency_key,
            lambda number: _redemption(info.context, asked, number),
        )

    @strawberry.mutation(
        description="Undo a redemption of yours: the voucher can be used again. One that has expired meanwhile lasts "
        "a little longer."
    )
    async def cancel_redemption(self, info: PartnerInfo, asked: AskedToCancel) -> CancelRedemptionPayload:
        def doing(number: int) -> Doing:
            partner = info.context.caller.partner_id
            return RedemptionCancellation(voucher=number, partner=partner, reference=asked.reference)

        return await _handled(CancelRedemptionPayload, info.context, asked.code, asked.idempotency_key, doing)


def _redemption(context: Context[PartnerCaller], asked: RedeemVoucherInput, number: int) -> Redemption:
    programme = context.published.programme
    return Redemption(
        voucher=number,
        partner=context.caller.partner_id,
        reference=asked.reference,
        amount=minor_units(asked.amount, programme) if asked.amount else None,
        currency=asked.amount.currency_code if asked.amount else None,
        store=asked.store,
        items=items_of(asked.items, programme),
    )


async def _handled(
    payload: type[Payload],
    context: Context[PartnerCaller],
    code: str,
    key: UUID,
    doing: Callable[[int], Doing],
) -> Payload:
    """Record what a till does with a voucher. `doing` makes the activity, and may raise a Refusal."""
    kept = None
    try:
        kept = await voucher_behind(context, code)
        stored = await _recorded(context, code, kept, doing(kept.number), key)
        if stored["source"] != source_of(context.caller):
            raise IdempotencyKeyReused(str(key)).about("idempotencyKey")
    except Refusal as refusal:
        after = await _after(context, kept.member, kept.number) if kept else None
        return payload(
            activity=None, voucher=after, outcomes=[], user_errors=[user_error(refusal, words_of(context).language)]
        )
    shown = activity(stored, words_of(context))
    after = await _after(context, kept.member, kept.number)
    return payload(activity=shown, voucher=after, outcomes=shown.outcomes, user_errors=[])


async def _recorded(context: Context[PartnerCaller], code: str, kept: Voucher, doing: Doing, key: UUID) -> Recorded:
    try:
        return await record(context.backend, kept.member, doing, str(key), source_of(context.caller))
    except UnknownMember:
        # Whoever had it was erased, maybe just now: what helps a till is where that left the voucher.
        if not isinstance(doing, RedemptionCancellation):
            check_usable(await voucher_behind(context, code), None, context.backend.clock.now())
        raise


async def _after(context: Context[PartnerCaller], member: str, number: int) -> PartnerVoucher | None:
    kept = await read_voucher(context.backend.database, member, number)
    return await partner_voucher(context, kept) if kept else None
