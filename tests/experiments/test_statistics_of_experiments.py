"""Intervals cover what is true as often as they promise, and no effect is not made out to be one."""

import random
from collections.abc import Callable
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.experiments.statistics import (
    LEAST_MEMBERS,
    Difference,
    Effect,
    Sample,
    difference_of_means,
    difference_of_shares,
    students_t,
)

RUNS = 2_000
NOMINAL = 0.95
Run = Callable[[random.Random], Difference]


def covered(run: Run, truth: float) -> float:
    """In which part of many experiments the interval holds the true difference."""
    chance = random.Random(20261122)
    found = [run(chance) for _ in range(RUNS)]
    assert all(one.low <= one.value <= one.high for one in found)
    return sum(one.low <= truth <= one.high for one in found) / RUNS


def shown(run: Run) -> dict[Effect, float]:
    """Which part of many experiments shows which effect."""
    chance = random.Random(7)
    effects = [run(chance).effect for _ in range(RUNS)]
    return {effect: effects.count(effect) / RUNS for effect in Effect}


def shares(first: float, of_first: int, second: float, of_second: int) -> Run:
    """An experiment with goals that members reach with these probabilities."""

    def run(chance: random.Random) -> Difference:
        reached = [sum(chance.random() < p for _ in range(of)) for p, of in ((first, of_first), (second, of_second))]
        return difference_of_shares(reached[0], of_first, reached[1], of_second)

    return run


def spending(of_first: int, of_second: int, raised: float, buyers: float = 0.6, spread: float = 0.5) -> Run:
    """An experiment with purchases in cents: some buy nothing, the others spend unequally; the second group more."""

    def sample(chance: random.Random, of: int, factor: float) -> Sample:
        found = Sample()
        for _ in range(of):
            spent = chance.lognormvariate(8, spread) * factor if chance.random() < buyers else 0.0
            found = found.plus(round(spent))
        return found

    return lambda chance: difference_of_means(sample(chance, of_first, 1), sample(chance, of_second, 1 + raised))


MEAN_OF_BUYERS = 2.718281828459045 ** (8 + 0.5**2 / 2)


@pytest.mark.parametrize(
    ("first", "of_first", "second", "of_second"),
    [(0.3, 60, 0.3, 60), (0.2, 80, 0.35, 40), (0.05, 100, 0.02, 100), (0.5, 15, 0.9, 15), (0.01, 150, 0.06, 50)],
)
def test_the_interval_of_shares_covers_the_true_difference_at_the_nominal_rate(
    first: float, of_first: int, second: float, of_second: int
) -> None:
    assert NOMINAL - 0.015 <= covered(shares(first, of_first, second, of_second), second - first) <= 0.99


@pytest.mark.parametrize(("of_first", "of_second", "raised"), [(60, 60, 0.0), (160, 80, 0.5), (80, 160, 0.5)])
def test_the_interval_of_means_covers_the_true_difference_at_the_nominal_rate(
    of_first: int, of_second: int, raised: float
) -> None:
    rate = covered(spending(of_first, of_second, raised), 0.6 * MEAN_OF_BUYERS * raised)
    assert NOMINAL - 0.02 <= rate <= NOMINAL + 0.02


@pytest.mark.parametrize("run", [shares(0.2, 100, 0.2, 100), spending(80, 80, 0.0)])
def test_no_effect_is_reported_as_none(run: Run) -> None:
    effects = shown(run)
    assert effects[Effect.NONE_SHOWN] >= NOMINAL - 0.015
    assert effects[Effect.TOO_FEW] == 0


@pytest.mark.parametrize("run", [shares(0.2, 150, 0.5, 150), spending(100, 100, 1.0)])
def test_a_large_effect_is_found(run: Run) -> None:
    effects = shown(run)
    assert effects[Effect.MORE] > 0.95
    assert effects[Effect.LESS] == 0


@pytest.mark.parametrize(
    ("first", "second", "least"), [(10, 10, 10), (50, 50, 10), (94, 47, 47), (46, 92, 47), (100, 900, 198), (0, 0, 10)]
)
def test_means_of_groups_of_unlike_sizes_take_more_members(first: int, second: int, least: int) -> None:
    one, two = Sample(first, first * 10, first * 200), Sample(second, second * 90, second * 9_000)
    found = difference_of_means(one, two)
    assert (found.least, found.enough) == (least, min(first, second) >= least)


def test_the_worked_example_of_newcombe() -> None:
    # 56 of 70 against 48 of 80, his example (a), method 10: 0.2000 from 0.0524 to 0.3339.
    found = difference_of_shares(48, 80, 56, 70)
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)


@pytest.mark.parametrize(
    ("freedom", "table"),
    [(9, 2.2622), (10, 2.2281), (15, 2.1314), (30, 2.0423), (120, 1.9799), (inf, 1.9600)],
)
def test_students_t_is_that_of_the_tables(freedom: float, table: float) -> None:
    assert students_t(freedom) == pytest.approx(table, abs=0.0001)


@given(
    st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
)
def test_any_shares_have_an_interval_that_turns_with_the_groups(one: tuple[int, int], two: tuple[int, int]) -> None:
    found, turned = difference_of_shares(*one, *two), difference_of_shares(*two, *one)
    assert (found.value, found.low, found.high) == pytest.approx((-turned.value, -turned.high, -turned.low))
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert (found.effect is Effect.TOO_FEW) == (min(one[1], two[1]) < LEAST_MEMBERS)


@given(st.lists(st.integers(-(10**6), 10**6), max_size=60), st.integers(0, 40))
def test_a_sample_is_the_same_in_any_order_and_with_zeros_left_out(values: list[int], zeros: int) -> None:
    sample, other = Sample(), Sample()
    for value in values:
        sample = sample.plus(value)
    for value in reversed([*values, *[0] * zeros]):
        other = other.plus(value)
    assert sample.among(len(values) + zeros) == other


def test_few_members_say_nothing_and_equal_ones_no_more_than_is_true() -> None:
    few = Sample(9, 90, 900)
    assert difference_of_means(few, few).effect is Effect.TOO_FEW
    assert difference_of_means(Sample(), Sample()).effect is Effect.TOO_FEW
    ten, twenty = Sample(50, 500, 5_000), Sample(50, 1_000, 20_000)
    assert difference_of_means(ten, ten).effect is Effect.NONE_SHOWN
    assert difference_of_means(ten, twenty).effect is Effect.MORE
    assert difference_of_means(twenty, ten).effect is Effect.LESS
