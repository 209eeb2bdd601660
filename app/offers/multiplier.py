"""Vouchers that multiply what a purchase earns: redeemed before it is recorded, one of them at most."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.offers.benefit import WHOLE_PERCENT, BenefitKind
from app.offers.refusals import MultiplierAlreadyUsed, PurchaseAlreadyRecorded
from app.offers.rules import rule_of
from app.offers.voucher import Receipt, Voucher
from app.programme.model import ActivityKind, EarningRule


def multiplies(voucher: Voucher) -> bool:
    """Whether the voucher makes a purchase earn more."""
    return voucher.benefit.kind is BenefitKind.MULTIPLIER


def multipliers_of(used: Iterable[Voucher]) -> tuple[EarningRule, ...]:
    """The vouchers among these, used on one purchase, that multiply, as earning rules for it.

    Their ids are `offer:<offer>:<asset>`.
    """
    return tuple(_rule(voucher) for voucher in used if multiplies(voucher))


def check_multiplier(voucher: Voucher, used: Sequence[Voucher], receipt: Receipt, *, recorded: bool) -> None:
    """Whether a voucher that multiplies can be used on a receipt where these are used already; others always can.

    `recorded` says whether the purchase is recorded: by then it has earned what it earns. Raises
    PurchaseAlreadyRecorded or MultiplierAlreadyUsed.
    """
    if not multiplies(voucher):
        return
    if recorded:
        raise PurchaseAlreadyRecorded(receipt.reference).about("reference")
    if any(multiplies(one) for one in used):
        raise MultiplierAlreadyUsed(receipt.reference).about("reference")


def check_undoing(voucher: Voucher, receipt: Receipt, *, recorded: bool) -> None:
    """Whether a redemption can be undone: not once the purchase has earned by it. Raises PurchaseAlreadyRecorded."""
    if multiplies(voucher) and recorded:
        raise PurchaseAlreadyRecorded(receipt.reference).about("reference")


def _rule(voucher: Voucher) -> EarningRule:
    asset = voucher.benefit.asset
    assert asset is not None, "a multiplier names what it multiplies"
    # Not validated: no rule of a programme could have such an id.
    return EarningRule.model_construct(
        id=f"{rule_of(voucher.offer)}:{asset}",
        on=ActivityKind.PURCHASE.value,
        earn=asset,
        multiply=Decimal(voucher.benefit.size) / WHOLE_PERCENT,
    )
