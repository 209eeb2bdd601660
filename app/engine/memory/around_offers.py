"""What decisions about offers need to know, looked up in memory. See `app.engine.around_offers`."""

from collections.abc import Mapping
from typing import Any

from app.engine.activities import (
    Activity,
    CheckIn,
    Join,
    OfferClaim,
    Purchase,
    Redemption,
    RedemptionCancellation,
    Reported,
    Return,
    Reversal,
    RewardPurchase,
    Visit,
    VoucherCancellation,
    VoucherIssue,
    VoucherOpening,
    VoucherRelease,
    VoucherReservation,
    VoucherReturn,
)
from app.engine.around_offers import NO_OFFERS_AROUND, AroundOffers
from app.engine.memory.commons import Commons
from app.engine.memory.history import History
from app.offers.rules import rule_of
from app.offers.voucher import Receipt


def around_offers_in(
    history: History, commons: Commons, activity: Activity, behind: Mapping[str, Any] | None
) -> AroundOffers:
    """The facts around an activity that offers are concerned with."""
    match activity:
        case OfferClaim() | RewardPurchase() | VoucherIssue():
            return AroundOffers(taken=commons.offers)
        case CheckIn() | Join() | Purchase() | Reported() | Visit():
            return AroundOffers(taken=commons.offers)
        case VoucherReturn() | VoucherCancellation():
            return _around_giving_back(history, activity.voucher)
        case VoucherOpening() | VoucherReservation() | VoucherRelease() | Redemption() | RedemptionCancellation():
            return AroundOffers(voucher=history.voucher(activity.voucher))
        case Return() | Reversal() if behind is not None:
            return _around_undoing(history, activity, behind)
        case _:
            return NO_OFFERS_AROUND


def _around_giving_back(history: History, number: int) -> AroundOffers:
    voucher = history.voucher(number)
    if voucher is None or voucher.price is None:
        return AroundOffers(voucher=voucher)
    rule, issue = rule_of(voucher.offer), history.activities[voucher.activity]
    paid = [one for one in issue["outcomes"] if one["type"] == "paid" and one["rule"] == rule]
    if not paid or paid[0]["transaction"] in history.reversed:
        return AroundOffers(voucher=voucher)
    return AroundOffers(voucher=voucher, payment=history.transactions[paid[0]["transaction"]])


def _around_undoing(history: History, activity: Return | Reversal, behind: Mapping[str, Any]) -> AroundOffers:
    vouchers = [voucher for number in history.vouchers if (voucher := history.voucher(number))]
    receipt = Receipt(activity.partner, activity.reference) if isinstance(activity, Return) else None
    used = [one for one in vouchers if receipt and one.redeemed and one.redeemed.receipt == receipt]
    return AroundOffers(issued=tuple(one for one in vouchers if one.activity == behind["_id"]), used=tuple(used))
