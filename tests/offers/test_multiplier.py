"""Vouchers that multiply: one on a purchase, before it is recorded."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.errors import Refusal
from app.offers.benefit import Benefit, BenefitKind, benefit_document, benefit_from, benefit_of
from app.offers.discount import takes_off
from app.offers.multiplier import check_multiplier, check_undoing, multipliers_of
from app.offers.voucher import Receipt, Voucher
from app.programme import model

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TRIPLE = Benefit(kind=BenefitKind.MULTIPLIER, size=300, asset="points")
RECEIPT = Receipt("till", "r1")
VOUCHER = Voucher(
    code="code", member="mem_1", number=1, offer="triple", issued_at=NOON, expires_at=NOON, benefit=TRIPLE
)
DISCOUNT = replace(VOUCHER, offer="tenth-off", benefit=Benefit(kind=BenefitKind.PERCENT, size=1000))


def test_the_factor_is_kept_exactly_and_takes_nothing_off_the_price() -> None:
    benefit = benefit_of(model.Benefit(multiply=Decimal("1.25"), earn="points"), "EUR")
    assert (benefit.kind, benefit.size, benefit.asset) == (BenefitKind.MULTIPLIER, 125, "points")
    assert benefit_from(benefit_document(benefit)) == benefit
    assert takes_off(benefit, 5000, ()) == 0


def test_a_voucher_stored_before_there_were_multipliers_can_be_read() -> None:
    document = benefit_document(DISCOUNT.benefit)
    del document["asset"]
    assert benefit_from(document) == DISCOUNT.benefit


def test_a_voucher_becomes_a_rule_for_purchases_and_a_discount_does_not() -> None:
    [rule] = multipliers_of([DISCOUNT, VOUCHER])
    assert (rule.id, rule.on, rule.earn, rule.multiply) == ("offer:triple:points", "purchase", "points", Decimal(3))


def test_one_multiplier_goes_with_any_discount_but_not_with_another_one() -> None:
    check_multiplier(VOUCHER, [DISCOUNT], RECEIPT, recorded=False)
    check_multiplier(DISCOUNT, [VOUCHER], RECEIPT, recorded=True)
    with pytest.raises(Refusal, match="one of them can be used") as refused:
        check_multiplier(VOUCHER, [DISCOUNT, VOUCHER], RECEIPT, recorded=False)
    assert refused.value.code == "MULTIPLIER_ALREADY_USED"


def test_once_the_purchase_is_recorded_it_is_too_late_to_multiply_and_to_undo_it() -> None:
    check_undoing(VOUCHER, RECEIPT, recorded=False)
    check_undoing(DISCOUNT, RECEIPT, recorded=True)
    with pytest.raises(Refusal, match="r1 is recorded already"):
        check_multiplier(VOUCHER, [], RECEIPT, recorded=True)
    with pytest.raises(Refusal, match="r1 is recorded already"):
        check_undoing(VOUCHER, RECEIPT, recorded=True)
