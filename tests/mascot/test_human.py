"""Rounds that no human plays wait for review, and those that a human plays don't."""

import random
from statistics import median, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mascot_examples import all_of, catch_of, finish_with, start_with

from app.mascot.human import Reactions, reactions_in
from app.mascot.round import RoundEnd

STARTED = start_with()
ROUND = STARTED.round


def signs(*reactions_ms: int) -> list[str]:
    catches = [catch_of(ROUND, number, reaction_ms) for number, reaction_ms in enumerate(reactions_ms)]
    return [sign.value for sign in reactions_in(ROUND, catches).signs]


@pytest.mark.parametrize(
    ("reactions_ms", "found"),
    [
        ((), []),
        ((20, 30), []),
        ((20, 99, 400), ["too_fast"]),
        ((20, 100, 400), []),
        ((-150, -100, 0), ["too_fast"]),
        ((50, 90, 109, 400), ["too_fast"]),
        ((50, 90, 110, 400), []),
        ((300, 300, 300, 300), []),
        ((300, 300, 300, 300, 300), ["too_even"]),
        ((290, 310, 290, 310, 290, 310), []),
        ((291, 309, 291, 309, 291, 309), ["too_even"]),
        ((50, 50, 50, 50, 50), ["too_fast", "too_even"]),
    ],
)
def test_the_thresholds_are_as_documented(reactions_ms: tuple[int, ...], found: list[str]) -> None:
    assert signs(*reactions_ms) == found


@given(st.lists(st.integers(-150, 1150), min_size=1, max_size=10))
def test_median_and_deviation_are_what_statistics_says(reactions_ms: list[int]) -> None:
    catches = [catch_of(ROUND, number, reaction_ms) for number, reaction_ms in enumerate(reactions_ms)]
    found = reactions_in(ROUND, catches)
    assert found.count == len(reactions_ms)
    assert found.median_ms <= median(reactions_ms) < found.median_ms + 1
    assert found.deviation_ms <= pstdev(reactions_ms) + 1e-9
    assert pstdev(reactions_ms) < found.deviation_ms + 1 + 1e-9


def test_no_catch_means_no_reaction() -> None:
    assert reactions_in(ROUND, []) == Reactions(0, 0, 0)


def test_people_are_hardly_ever_suspected() -> None:
    dice = random.Random(7)
    suspected = 0
    for _ in range(2_000):
        reactions_ms = [max(0, min(1000, round(dice.gauss(420, 80)))) for _ in range(10)]
        suspected += bool(signs(*reactions_ms))
    assert suspected == 0


def test_an_inhuman_round_waits_and_pays_nothing_yet() -> None:
    finished = finish_with(STARTED, all_of(ROUND, reaction_ms=40))
    assert finished.ended.end is RoundEnd.IN_REVIEW
    assert finished.ended.score == sum(one.worth for one in ROUND.appearances)
    assert finished.ended.paid == 0
    assert finished.state.games["magpies"].paid == 0
    assert finished.state.open is None


def test_catches_that_do_not_count_raise_no_suspicion() -> None:
    misses = [catch_of(ROUND, number, 10, x=-500) for number in range(9)]
    assert finish_with(STARTED, misses).ended.end is RoundEnd.PAID
