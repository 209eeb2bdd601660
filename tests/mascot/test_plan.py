"""The plan of a round: within its game's rules, the same for the same seed, and nobody can foresee it."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mascot_examples import ROOT, game_with

from app.chance import Chance
from app.mascot.plan import planned, round_seed
from app.programme.examples import example
from app.programme.load import load
from app.programme.model import MascotGame
from app.programme.vocabulary import vocabulary


@st.composite
def games(draw: st.DrawFn) -> MascotGame:
    """Any game that a programme may have."""
    round_s = draw(st.integers(5, 600))
    visible_ms = draw(st.integers(300, min(10_000, round_s * 1000)))
    return game_with(
        round_s=round_s,
        visible_ms=visible_ms,
        appearances=draw(st.integers(1, min(60, round_s * 1000 // visible_ms))),
        hit_radius=draw(st.integers(1, 500)),
    )


@given(games(), st.binary(min_size=32, max_size=32))
def test_every_mascot_appears_within_the_round_after_the_one_before_it_has_gone(game: MascotGame, seed: bytes) -> None:
    plan = planned(game, seed)
    assert len(plan) == game.appearances
    starts = [one.start_ms for one in plan]
    assert starts[0] >= 0
    assert all(later - earlier >= game.visible_ms for earlier, later in pairwise(starts))
    assert starts[-1] + game.visible_ms <= game.round_s * 1000


@given(games(), st.binary(min_size=32, max_size=32))
def test_every_hit_circle_lies_on_the_field(game: MascotGame, seed: bytes) -> None:
    for one in planned(game, seed):
        assert game.hit_radius <= min(one.x, one.y)
        assert max(one.x, one.y) <= 1000 - game.hit_radius


@given(games(), st.binary(min_size=32, max_size=32))
def test_the_same_seed_plans_the_same_round(game: MascotGame, seed: bytes) -> None:
    assert planned(game, seed) == planned(game, seed)


def test_each_round_of_each_game_of_each_member_has_a_plan_of_its_own() -> None:
    seeds = {round_seed(root, game, number) for root in (ROOT, b"x" * 32) for game in "ab" for number in range(50)}
    assert len(seeds) == 200
    assert len({planned(game_with(), seed) for seed in seeds}) == 200


def test_kinds_appear_as_often_as_their_weights_say() -> None:
    game = game_with(appearances=30)
    seen = Counter(one.kind for number in range(500) for one in planned(game, round_seed(ROOT, "magpies", number)))
    assert seen.total() == 15_000
    assert 1_350 < seen["golden"] < 1_650  # 1,500 expected, standard deviation 37


def test_a_mascot_is_worth_what_its_kind_is() -> None:
    worths = {one.kind: one.worth for number in range(20) for one in planned(game_with(), bytes([number]))}
    assert worths == {"magpie": 1, "golden": 5}


def test_the_instants_differ_from_round_to_round() -> None:
    assert len({planned(game_with(), bytes([number]))[0].start_ms for number in range(50)}) > 30


def test_chance_is_even() -> None:
    chance = Chance(ROOT)
    seen = Counter(chance.below(6) for _ in range(60_000))
    assert set(seen) == set(range(6))
    assert sum((count - 10_000) ** 2 for count in seen.values()) / 10_000 < 25.7  # chi-square, 5 degrees: p = 0.0001


@pytest.mark.parametrize("limit", [0, -1, 2**64 + 1])
def test_chance_has_no_number_below_an_impossible_limit(limit: int) -> None:
    with pytest.raises(ValueError, match="a limit from 1"):
        Chance(ROOT).below(limit)


def test_chance_below_one_is_nought() -> None:
    assert Chance(ROOT).below(1) == 0


def test_the_demos_game_can_be_planned() -> None:
    game = load(example("demo"), vocabulary()).mascots["catch-the-magpie"]
    assert len(planned(game, ROOT)) == game.appearances
