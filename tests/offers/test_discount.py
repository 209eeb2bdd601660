"""What a voucher takes off: in whole minor units, and never more than the goods or the purchase cost."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.offers.benefit import Benefit, BenefitKind, benefit_document, benefit_from, benefit_of
from app.offers.discount import fits, takes_off
from app.programme import model


@dataclass(frozen=True)
class Goods:
    category: str
    price: int
    quantity: int = 1
    sku: str | None = None


TEA, CAKE = Goods("tea", 250), Goods("cake", 499, 2, sku="c1")
TEN_PERCENT = Benefit(kind=BenefitKind.PERCENT, size=1000)
FIVE_EUROS = Benefit(kind=BenefitKind.AMOUNT, size=500)
FREE_CAKE = Benefit(kind=BenefitKind.FREE, size=1, categories=("cake",))
PARTY = Benefit(kind=BenefitKind.ACCESS, access="Party")


@pytest.mark.parametrize(
    ("benefit", "amount", "items", "expected"),
    [
        (TEN_PERCENT, 1999, (), 199),
        (TEN_PERCENT, None, (TEA, CAKE), 124),
        (TEN_PERCENT, None, (), None),
        (Benefit(kind=BenefitKind.PERCENT, size=5000, most=300), 1000, (), 300),
        (Benefit(kind=BenefitKind.PERCENT, size=5000, categories=("tea",)), 1248, (TEA, CAKE), 125),
        (Benefit(kind=BenefitKind.PERCENT, size=5000, categories=("tea",)), 1248, (), None),
        (Benefit(kind=BenefitKind.PERCENT, size=5000, categories=("beer",)), 1248, (TEA,), 0),
        (FIVE_EUROS, 1999, (), 500),
        (FIVE_EUROS, 320, (), 320),
        (Benefit(kind=BenefitKind.AMOUNT, size=500, skus=("c1",)), 1248, (TEA, CAKE), 500),
        (FREE_CAKE, 1248, (TEA, CAKE), 499),
        (Benefit(kind=BenefitKind.FREE, size=3, categories=("cake", "tea")), 1248, (TEA, CAKE), 1248),
        (Benefit(kind=BenefitKind.FREE, size=2, categories=("cake",), most=600), 1248, (CAKE,), 600),
        (FREE_CAKE, 100, (CAKE,), 100),
        (FREE_CAKE, 1248, (), None),
        (PARTY, 1248, (TEA,), 0),
    ],
)
def test_a_benefit_takes_off_what_it_says(
    benefit: Benefit, amount: int | None, items: tuple[Goods, ...], expected: int | None
) -> None:
    assert takes_off(benefit, amount, items) == expected


BENEFITS = st.builds(
    Benefit,
    kind=st.sampled_from(BenefitKind),
    size=st.integers(0, 10_000),
    categories=st.sampled_from([(), ("tea",), ("tea", "cake")]),
    skus=st.sampled_from([(), ("c1",)]),
    most=st.none() | st.integers(1, 10_000),
)
ITEMS = st.lists(
    st.builds(
        Goods,
        st.sampled_from(["tea", "cake", "beer"]),
        st.integers(0, 10_000),
        st.integers(1, 20),
        st.sampled_from([None, "c1", "x"]),
    ),
    max_size=6,
)


@given(BENEFITS, st.none() | st.integers(0, 100_000), ITEMS)
def test_no_benefit_takes_off_more_than_the_purchase_the_goods_or_its_own_limit(
    benefit: Benefit, amount: int | None, items: list[Goods]
) -> None:
    off = takes_off(benefit, amount, items)
    if off is None:
        return
    assert off >= 0
    assert amount is None or off <= amount
    assert benefit.most is None or off <= benefit.most or benefit.kind is BenefitKind.ACCESS
    if benefit.of_goods or amount is None:
        assert off <= sum(item.price * item.quantity for item in items)


def test_a_benefit_for_certain_goods_fits_a_receipt_that_has_some() -> None:
    assert fits(FREE_CAKE, (TEA, CAKE))
    assert not fits(FREE_CAKE, (TEA,))
    assert fits(FREE_CAKE, ())
    assert fits(TEN_PERCENT, (TEA,))


@pytest.mark.parametrize(
    ("written", "kind", "size"),
    [
        ({"percent": "12.5"}, BenefitKind.PERCENT, 1250),
        ({"amount": "5.00"}, BenefitKind.AMOUNT, 500),
        ({"free": 2, "of": ["tea"]}, BenefitKind.FREE, 2),
        ({"access": "Party"}, BenefitKind.ACCESS, 0),
    ],
)
def test_a_benefit_is_kept_in_whole_numbers(written: dict[str, object], kind: BenefitKind, size: int) -> None:
    benefit = benefit_of(model.Benefit.model_validate({**written, "most": Decimal("7.50")}), "EUR")
    assert (benefit.kind, benefit.size, benefit.most) == (kind, size, 750)
    assert benefit_from(benefit_document(benefit)) == benefit
