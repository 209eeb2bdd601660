"""What a till does with a voucher: reserve it, release it, redeem it, undo that. Each gives the voucher after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.offers.discount import Line, fits, takes_off
from app.offers.refusals import (
    AlreadyRedeemed,
    InvalidReservation,
    PurchaseTooSmall,
    VoucherCancelled,
    VoucherDoesNotFit,
    VoucherExpired,
    VoucherForNextPurchase,
    VoucherNotRedeemed,
    VoucherNotReserved,
    VoucherReserved,
)
from app.offers.rules import end_of
from app.offers.voucher import Receipt, Redemption, Reservation, Voucher
from app.programme.values import Duration

SHORTEST_S = 10
LONGEST_S = 3_600


def reserve(voucher: Voucher, receipt: Receipt, seconds: int, now: datetime) -> Voucher:
    """Hold the voucher for a receipt; a receipt that holds it already holds it anew.

    Raises InvalidReservation, or as `check_usable` does.
    """
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise InvalidReservation(seconds, SHORTEST_S, LONGEST_S).about("seconds")
    check_usable(voucher, receipt, now)
    return replace(voucher, reserved=Reservation(receipt, now + timedelta(seconds=seconds)))


def release(voucher: Voucher, receipt: Receipt, now: datetime) -> Voucher:
    """Hold it no longer. Raises VoucherNotReserved."""
    held = voucher.held(now)
    if voucher.redeemed or held is None or held.receipt != receipt:
        raise VoucherNotReserved(receipt.reference).about("reference")
    return replace(voucher, reserved=None)


def redeem(
    voucher: Voucher,
    receipt: Receipt,
    amount: int | None,
    items: Sequence[Line],
    store: str | None,
    now: datetime,
    currency: str,
) -> Voucher:
    """Use the voucher on a receipt of `amount` minor units before it.

    Raises PurchaseTooSmall, VoucherDoesNotFit, or as `check_usable` does.
    """
    check_usable(voucher, receipt, now)
    check_purchase(voucher, amount, items, currency)
    took_off = takes_off(voucher.benefit, amount, items)
    return replace(voucher, reserved=None, redeemed=Redemption(receipt, now, store, took_off))


def cancel_redemption(
    voucher: Voucher, receipt: Receipt, restored_for: Duration, now: datetime, zone: ZoneInfo
) -> Voucher:
    """Make it as if it had not been redeemed, by the partner and on the receipt of the redemption.

    Raises VoucherNotRedeemed.
    """
    if voucher.cancelled or voucher.redeemed is None or voucher.redeemed.receipt != receipt:
        raise VoucherNotRedeemed(receipt.reference).about("reference")
    return restored(voucher, restored_for, now, zone)


def restored(voucher: Voucher, restored_for: Duration, now: datetime, zone: ZoneInfo) -> Voucher:
    """The voucher before it was redeemed; one that has expired meanwhile lasts a little longer."""
    expired = voucher.expires_at <= now
    expires_at = end_of(restored_for, now, zone) if expired else voucher.expires_at
    return replace(voucher, redeemed=None, expires_at=expires_at)


def check_usable(voucher: Voucher, receipt: Receipt | None, now: datetime) -> None:
    """Whether the voucher can be used now, and on this receipt if that is known.

    Raises VoucherExpired, VoucherReserved or VoucherForNextPurchase, or as `check_unused` does.
    """
    check_unused(voucher)
    if voucher.expires_at <= now:
        raise VoucherExpired(voucher.expires_at).about("code")
    held = voucher.held(now)
    if held and held.receipt != receipt:
        raise VoucherReserved(held.until).about("code")
    if receipt and voucher.receipt == receipt:
        raise VoucherForNextPurchase(receipt.reference).about("reference")


def check_unused(voucher: Voucher) -> None:
    """Whether it was neither cancelled nor redeemed. Raises VoucherCancelled or AlreadyRedeemed."""
    if voucher.cancelled:
        raise VoucherCancelled(voucher.cancelled.at).about("code")
    if used := voucher.redeemed:
        raise AlreadyRedeemed(used.at, used.store or used.receipt.partner, used.receipt.reference).about("code")


def check_purchase(voucher: Voucher, amount: int | None, items: Sequence[Line], currency: str) -> None:
    """Whether the voucher can be used on such a purchase. Raises PurchaseTooSmall or VoucherDoesNotFit."""
    if voucher.smallest_purchase and (amount is None or amount < voucher.smallest_purchase):
        raise PurchaseTooSmall(voucher.smallest_purchase, amount, currency).about("amount")
    if not fits(voucher.benefit, items):
        goods = (*voucher.benefit.categories, *voucher.benefit.skus)
        raise VoucherDoesNotFit(goods).about("items")
