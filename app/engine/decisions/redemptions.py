"""What a till does with a voucher."""

from app.engine.activities import Redemption, RedemptionCancellation, VoucherRelease, VoucherReservation
from app.engine.decisions.checks import check_largest, check_money, check_name
from app.engine.decisions.purchases import check_items
from app.engine.decisions.vouchers import voucher_in
from app.engine.effects import VoucherChange, VoucherChanged
from app.engine.situation import Decision, Situation
from app.offers.at_the_till import cancel_redemption, redeem, release, reserve
from app.offers.multiplier import check_multiplier, check_undoing
from app.offers.voucher import Receipt, Voucher
from app.programme.model import Programme
from app.programme.values import Duration

RESTORED_FOR = Duration(14, "days")
"""For vouchers of offers that the programme no longer has."""


def decide_reservation(situation: Situation, activity: VoucherReservation) -> Decision:
    """Hold the voucher for a receipt."""
    voucher, receipt = _asked(situation, activity)
    return _changed(VoucherChange.RESERVED, reserve(voucher, receipt, activity.seconds, situation.now))


def decide_release(situation: Situation, activity: VoucherRelease) -> Decision:
    """Hold the voucher no longer."""
    voucher, receipt = _asked(situation, activity)
    return _changed(VoucherChange.RELEASED, release(voucher, receipt, situation.now))


def decide_redemption(situation: Situation, activity: Redemption) -> Decision:
    """Use the voucher on a receipt."""
    voucher, receipt = _asked(situation, activity)
    programme = situation.programme
    if activity.amount is not None:
        check_money(programme, activity.amount, activity.currency, least=0)
        check_largest(programme, activity.amount)
    check_name("store", activity.store)
    check_items(programme, activity.items)
    around = situation.surroundings.offers
    used = redeem(voucher, receipt, activity.amount, activity.items, activity.store, situation.now, programme.currency)
    check_multiplier(voucher, around.used, receipt, recorded=around.recorded)
    return _changed(VoucherChange.REDEEMED, used)


def decide_redemption_cancellation(situation: Situation, activity: RedemptionCancellation) -> Decision:
    """Undo the redemption: the voucher can be used again."""
    voucher, receipt = _asked(situation, activity)
    restored_for, zone = restoring(situation.programme, voucher), situation.programme.tz
    restored = cancel_redemption(voucher, receipt, restored_for, situation.now, zone)
    check_undoing(voucher, receipt, recorded=situation.surroundings.offers.recorded)
    return _changed(VoucherChange.RESTORED, restored)


def restoring(programme: Programme, voucher: Voucher) -> Duration:
    """How long a voucher lasts at least that is given back after it was redeemed."""
    offer = programme.offers.get(voucher.offer)
    return offer.restored_for if offer else RESTORED_FOR


AtTheTill = VoucherReservation | VoucherRelease | Redemption | RedemptionCancellation


def _asked(situation: Situation, activity: AtTheTill) -> tuple[Voucher, Receipt]:
    check_name("reference", activity.reference, required=True)
    return voucher_in(situation, activity.voucher, "code"), Receipt(activity.partner, activity.reference)


def _changed(change: VoucherChange, voucher: Voucher) -> Decision:
    return Decision((VoucherChanged(change, voucher),))
