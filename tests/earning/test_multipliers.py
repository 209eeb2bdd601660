"""Multipliers: what they make of an earning, alone and together."""

from fractions import Fraction

import pytest
from earning_examples import Life, given, missed, programme_with
from hypothesis import given as any_of
from hypothesis import strategies as st

POINTS = "id: points, on: purchase, earn: points, amount: 1, per: 1.00"
THIRDS = "id: points, on: purchase, earn: points, amount: 1, per: 3.00"
DOUBLE = "id: double, on: purchase, earn: points, multiply: 2"
TRIPLE = "id: triple, on: purchase, earn: points, multiply: 3"


def test_a_multiplier_earns_what_the_product_is_more_than_the_earning() -> None:
    found = Life(programme_with(POINTS, DOUBLE)).buys("12.80")
    assert given(found) == {"points": 12, "double": 13}
    assert found.missed == []


def test_the_product_is_rounded_once_at_the_end() -> None:
    life = Life(programme_with(THIRDS, "id: half-more, on: purchase, earn: points, multiply: 1.5"))
    assert given(life.buys("10.00")) == {"points": 3, "half-more": 2}


@pytest.mark.parametrize(
    ("rounding", "points", "more"), [("down", 3, 2), ("nearest", 3, 3), ("up", 4, 2)], ids=["down", "nearest", "up"]
)
def test_the_product_is_rounded_as_the_multiplied_rule_says(rounding: str, points: int, more: int) -> None:
    life = Life(programme_with(f"{THIRDS}, rounding: {rounding}", "id: m, on: purchase, earn: points, multiply: 1.75"))
    assert given(life.buys("9.90")) == {"points": points, "m": more}


@pytest.mark.parametrize(
    ("stacking", "earned"),
    [
        ("highest", {"points": 10, "triple": 20}),
        ("add", {"points": 10, "double": 10, "triple": 20}),
        ("multiply", {"points": 10, "double": 10, "triple": 40}),
    ],
)
def test_several_multipliers_stack_as_the_programme_says(stacking: str, earned: dict[str, int]) -> None:
    found = Life(programme_with(POINTS, DOUBLE, TRIPLE, stacking=stacking)).buys("10.00")
    assert given(found) == earned
    beaten = {"double": "a higher multiplier applies to points"} if stacking == "highest" else {}
    assert missed(found) == beaten


def test_of_two_equal_multipliers_the_first_one_counts() -> None:
    found = Life(programme_with(POINTS, DOUBLE, "id: other, on: purchase, earn: points, multiply: 2")).buys("10.00")
    assert given(found) == {"points": 10, "double": 10}


def test_a_multiplier_of_named_rules_leaves_the_others_alone() -> None:
    bonus = "id: bonus, on: purchase, earn: points, amount: 5"
    found = Life(programme_with(POINTS, bonus, f"{DOUBLE}, of: [bonus]")).buys("10.00")
    assert given(found) == {"points": 10, "bonus": 5, "double": 5}


def test_a_multiplier_leaves_other_assets_and_activities_alone() -> None:
    stars = "id: stars, on: purchase, earn: stars, amount: 1"
    life = Life(programme_with(stars, "id: visits, on: visit, earn: points, amount: 5", DOUBLE))
    found = life.buys("10.00")
    assert given(found) == {"stars": 1}
    assert missed(found) == {"double": "no rule that it multiplies earns points here"}
    assert given(life.does("visit")) == {"visits": 5}


def test_a_factor_below_one_lowers_what_is_earned() -> None:
    found = Life(programme_with(POINTS, "id: half, on: purchase, earn: points, multiply: 0.5")).buys("25.00")
    assert given(found) == {"points": 12}
    assert missed(found) == {"half": "it lowers what points earns"}


def test_a_factor_of_nought_leaves_nothing() -> None:
    found = Life(programme_with(POINTS, "id: none, on: purchase, earn: points, multiply: 0")).buys("25.00")
    assert given(found) == {}
    assert missed(found) == {"points": "none leaves nothing of it", "none": "it lowers what points earns"}


def test_the_multiplier_of_too_small_an_amount_may_still_earn() -> None:
    found = Life(programme_with(THIRDS, DOUBLE)).buys("1.50")
    assert given(found) == {"double": 1}
    assert missed(found) == {"points": "the amount is too small: 1 is given for each 3.00"}


def test_what_is_multiplied_is_what_the_cap_left() -> None:
    found = Life(programme_with(f"{POINTS}, cap: {{amount: 8}}", DOUBLE)).buys("10.00")
    assert given(found) == {"points": 8, "double": 8}


def test_a_capped_multiplier_adds_what_is_left_and_then_nothing() -> None:
    life = Life(programme_with(POINTS, f"{DOUBLE}, cap: {{amount: 15, per: day}}"))
    assert given(life.buys("10.00")) == {"points": 10, "double": 10}
    second = life.buys("10.00")
    assert given(second) == {"points": 10, "double": 5}
    assert missed(second) == {"double": "only 5 of 10 were left of its cap: 15 per day"}
    assert missed(life.buys("10.00")) == {"double": "its cap is reached: 15 per day"}


FACTORS = st.lists(st.integers(0, 10_000), max_size=5)


@any_of(FACTORS, st.sampled_from(["highest", "add", "multiply"]), st.integers(0, 10_000), st.data())
def test_all_parts_of_an_earning_add_up_to_the_product(
    hundredths: list[int], stacking: str, cents: int, data: st.DataObject
) -> None:
    rounding = data.draw(st.sampled_from(["down", "nearest", "up"]))
    rules = [f"id: m{n}, on: purchase, earn: points, multiply: {one / 100:.2f}" for n, one in enumerate(hundredths)]
    rules.insert(data.draw(st.integers(0, len(rules))), f"{THIRDS}, rounding: {rounding}")
    found = Life(programme_with(*rules, stacking=stacking)).does("purchase", cents)
    exact = Fraction(cents, 300) * _factor([Fraction(one, 100) for one in hundredths], stacking)
    assert sum(given(found).values()) == _rounded(exact, rounding)
    assert all(amount > 0 for amount in given(found).values())


def _factor(factors: list[Fraction], stacking: str) -> Fraction:
    total = Fraction(1)
    if stacking == "highest":
        total = max(factors, default=total)
    elif stacking == "add":
        total += sum(factor - 1 for factor in factors)
    else:
        for factor in factors:
            total *= factor
    return min(max(total, Fraction(0)), Fraction(100))


def _rounded(exact: Fraction, rounding: str) -> int:
    whole, rest = divmod(exact, 1)
    return int(whole) + {"down": False, "nearest": rest * 2 >= 1, "up": rest > 0}[rounding]
