"""What returns and reversals undo among the offers."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.engine.decisions.redemptions import restoring
from app.engine.decisions.returns import returned_amount
from app.engine.effects import Effect, OffersNoted, Returned, TasteLearnt, VoucherChange, VoucherChanged
from app.engine.payments import payment_of
from app.engine.situation import Decision, Situation
from app.offers.at_the_till import restored
from app.offers.give_back import cancelled
from app.offers.voucher import Cancellation, Cancelled, Voucher
from app.programme.values import in_minor_units


def undone_by_return(situation: Situation, decision: Decision) -> list[Effect]:
    """What goes back with a purchase.

    A voucher that was given for it, and not used yet, is taken back once what is left of the purchase would not have
    earned it: when nothing is left, or less than the offer asks. A voucher that was used on it can be used again once
    the whole purchase came back; so is what the purchase said about the member's taste no longer true.
    """
    purchase = situation.surroundings.purchase
    assert purchase is not None, "an unknown purchase was refused"
    now_returned = sum(effect.amount for effect in decision.effects if isinstance(effect, Returned))
    left = purchase["said"]["amount"] - returned_amount(situation.surroundings.returns) - now_returned
    lost = [voucher for voucher in situation.surroundings.offers.issued if _is_lost(situation, voucher, left)]
    effects = taken_back(situation, lost, Cancelled.PURCHASE_RETURNED)
    if left == 0:
        effects += _restored(situation)
        effects += _forgotten(situation, purchase)
    return effects


def undone_by_reversal(situation: Situation) -> list[Effect]:
    """The voucher that a reversed transaction had paid for, unless it was used."""
    transaction, cause = situation.surroundings.transaction, situation.surroundings.purchase
    if transaction is None or cause is None:
        return []
    paid_for = [
        voucher
        for voucher in situation.surroundings.offers.issued
        if payment_of(cause["outcomes"], voucher.id) == transaction["_id"] and _is_unused(voucher)
    ]
    return taken_back(situation, paid_for, Cancelled.PAYMENT_REVERSED)


def taken_back(situation: Situation, vouchers: Iterable[Voucher], why: Cancelled) -> list[Effect]:
    """Unused vouchers, out of force: they count no longer for the caps and stocks of their offers."""
    state = situation.member.offers
    effects: list[Effect] = []
    for voucher in vouchers:
        state = state.after_taking_back(voucher.offer, voucher.period, voucher.issued_at)
        gone = cancelled(voucher, Cancellation(situation.now, why))
        effects.append(VoucherChanged(VoucherChange.CANCELLED, gone))
    return [OffersNoted(state), *effects] if effects else []


def _is_lost(situation: Situation, voucher: Voucher, left: int) -> bool:
    offer = situation.programme.offers.get(voucher.offer)
    if offer is None or offer.after is None or not _is_unused(voucher):
        return False
    least = in_minor_units(offer.after.least, situation.programme.currency) if offer.after.least else 1
    return left < least


def _is_unused(voucher: Voucher) -> bool:
    return voucher.redeemed is None and voucher.cancelled is None


def _restored(situation: Situation) -> list[Effect]:
    programme = situation.programme
    return [
        VoucherChanged(
            VoucherChange.RESTORED, restored(voucher, restoring(programme, voucher), situation.now, programme.tz)
        )
        for voucher in situation.surroundings.offers.used
    ]


def _forgotten(situation: Situation, purchase: Mapping[str, Any]) -> list[Effect]:
    categories = {item["category"] for item in purchase["said"].get("items", ())}
    if not categories:
        return []
    bought_on = purchase["at"].astimezone(situation.member.tz).date()
    half_life_days = situation.programme.choosing.half_life_days
    return [TasteLearnt(situation.member.taste.after_returning(categories, bought_on, half_life_days))]
