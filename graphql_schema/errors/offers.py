"""Facts of what offers and vouchers refuse."""

from datetime import datetime

import strawberry

from app.offers import refusals as offers
from graphql_schema.errors.interface import Facts, UserError
from graphql_schema.scalars import BigInt


@strawberry.type(description="The offer has not begun, or it is over.")
class OfferNotOpenError(UserError):
    """The offer is closed now."""

    starts_at: datetime | None = strawberry.field(description="From when on it can be had.")
    ends_at: datetime | None = strawberry.field(description="When it ends.")


@strawberry.type(description="The member had the offer as often as one member can.")
class OfferLimitReachedError(UserError):
    """As often as one member can have it."""

    times: int = strawberry.field(description="How often that is.")
    next_at: datetime | None = strawberry.field(description="When it can be had again; null for never.")


@strawberry.type(description="The member had the offer not long ago.")
class OfferTooSoonError(UserError):
    """The member had the offer not long ago."""

    next_at: datetime = strawberry.field(description="When it can be had again.")


@strawberry.type(description="The voucher was redeemed before.")
class AlreadyRedeemedError(UserError):
    """The voucher was redeemed before."""

    redeemed_at: datetime = strawberry.field(description="When.")
    place: str = strawberry.field(description="Where: the store, or the partner where no store was told.")
    reference: str = strawberry.field(description="On which receipt.")


@strawberry.type(description="The voucher's time is over.")
class VoucherExpiredError(UserError):
    """The voucher's time is over."""

    expired_at: datetime = strawberry.field(description="Since when.")


@strawberry.type(description="Another receipt holds the voucher at this moment.")
class VoucherReservedError(UserError):
    """Another receipt holds the voucher."""

    until: datetime = strawberry.field(description="Until when at most.")


@strawberry.type(description="The purchase is smaller than the voucher asks.")
class PurchaseTooSmallError(UserError):
    """The purchase is smaller than the voucher asks."""

    least: BigInt = strawberry.field(description="The smallest purchase, in minor units.")


FACTS: Facts = {
    offers.OfferNotOpen: OfferNotOpenError,
    offers.OfferLimitReached: OfferLimitReachedError,
    offers.OfferTooSoon: OfferTooSoonError,
    offers.AlreadyRedeemed: AlreadyRedeemedError,
    offers.VoucherExpired: VoucherExpiredError,
    offers.VoucherReserved: VoucherReservedError,
    offers.PurchaseTooSmall: PurchaseTooSmallError,
}
