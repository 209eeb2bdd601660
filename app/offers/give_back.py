"""Giving up a voucher that was not used, by the member or by the brand; and opening a surprise."""

from dataclasses import replace
from datetime import datetime

from app.offers.at_the_till import check_usable
from app.offers.refusals import NothingToOpen, NotRefundable
from app.offers.voucher import Cancellation, Voucher


def check_hand_back(voucher: Voucher, now: datetime) -> None:
    """Whether the member can hand the voucher back. Raises NotRefundable, or as `check_usable` does."""
    check_usable(voucher, None, now)
    if voucher.price is not None and (voucher.refundable_until is None or voucher.refundable_until <= now):
        raise NotRefundable(voucher.refundable_until)


def cancelled(voucher: Voucher, cancellation: Cancellation) -> Voucher:
    """The voucher that is valid no longer."""
    return replace(voucher, reserved=None, cancelled=cancellation)


def opened(voucher: Voucher, now: datetime) -> Voucher:
    """The surprise once the member has looked. Raises NothingToOpen."""
    if not voucher.is_closed:
        raise NothingToOpen
    return replace(voucher, opened_at=now)
