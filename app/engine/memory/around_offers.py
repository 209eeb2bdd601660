"""What decisions about offers need to know, looked up in memory. See `app.engine.around_offers`."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.engine.activities import (
    Activity,
    CampaignGift,
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
from app.engine.payments import payment_of
from app.offers.documents import voucher_from
from app.offers.multiplier import multiplies
from app.offers.voucher import Receipt, Voucher


def around_offers_in(
    history: History, commons: Commons, activity: Activity, behind: Mapping[str, Any] | None
) -> AroundOffers:
    """The facts around an activity that offers are concerned with."""
    match activity:
        case CampaignGift() | OfferClaim() | RewardPurchase() | VoucherIssue():
            return AroundOffers(taken=commons.offers)
        case CheckIn() | Join() | Reported() | Visit():
            return AroundOffers(taken=commons.offers)
        case Purchase():
            return AroundOffers(taken=commons.offers, used=_used_on(history, activity))
        case VoucherReturn() | VoucherCancellation():
            return _around_giving_back(history, activity.voucher)
        case VoucherOpening() | VoucherReservation() | VoucherRelease():
            return AroundOffers(voucher=history.voucher(activity.voucher))
        case Redemption() | RedemptionCancellation():
            return _around_redeeming(history, activity)
        case Return() | Reversal() if behind is not None:
            return _around_undoing(history, activity, behind)
        case _:
            return NO_OFFERS_AROUND


def _around_giving_back(history: History, number: int) -> AroundOffers:
    voucher = history.voucher(number)
    if voucher is None or voucher.price is None:
        return AroundOffers(voucher=voucher)
    paid = payment_of(history.activities[voucher.activity]["outcomes"], voucher.id)
    if paid is None or paid in history.reversed:
        return AroundOffers(voucher=voucher)
    return AroundOffers(voucher=voucher, payment=history.transactions[paid])


def _around_redeeming(history: History, activity: Redemption | RedemptionCancellation) -> AroundOffers:
    voucher = history.voucher(activity.voucher)
    if voucher is None or not multiplies(voucher):
        return AroundOffers(voucher=voucher)
    recorded = (activity.partner, activity.reference) in history.purchases
    return AroundOffers(voucher=voucher, used=_used_on(history, activity), recorded=recorded)


def _around_undoing(history: History, activity: Return | Reversal, behind: Mapping[str, Any]) -> AroundOffers:
    issued = tuple(one for one in _vouchers(history) if one.activity == behind["_id"])
    return AroundOffers(issued=issued, used=_used_on(history, activity) if isinstance(activity, Return) else ())


def _used_on(history: History, at_till: Purchase | Return | Redemption | RedemptionCancellation) -> tuple[Voucher, ...]:
    """The vouchers that were redeemed on the receipt of what was done at the till."""
    receipt = Receipt(at_till.partner, at_till.reference)
    redeemed = (row for row in history.vouchers.values() if row["redeemed"])
    return tuple(voucher_from(row) for row in redeemed if Receipt(**row["redeemed"]["receipt"]) == receipt)


def _vouchers(history: History) -> Iterator[Voucher]:
    return (voucher for number in history.vouchers if (voucher := history.voucher(number)))
