"""Each catch of a round counts, or has its reason why not."""

import pytest
from mascot_examples import all_of, catch_of, caught_in, finish_with, refusals_in, start_with

from app.mascot.round import Catch

STARTED = start_with()
ROUND = STARTED.round


def judged(*catches: Catch) -> list[str | None]:
    return refusals_in(finish_with(STARTED, catches))


def test_a_perfect_round_scores_everything_that_was_planned() -> None:
    finished = finish_with(STARTED, all_of(ROUND))
    assert set(refusals_in(finished)) == {None}
    assert finished.ended.score == sum(one.worth for one in ROUND.appearances)


@pytest.mark.parametrize("appearance", [-1, 10, 2**31 - 1])
def test_a_mascot_that_never_appeared_is_unknown(appearance: int) -> None:
    assert judged(catch_of(ROUND, 0, appearance=appearance)) == ["unknown"]


def test_second_catch_of_the_same_mascot_pays_nothing() -> None:
    finished = finish_with(STARTED, [catch_of(ROUND, 0), catch_of(ROUND, 0)])
    assert refusals_in(finished) == [None, "repeated"]
    assert finished.ended.score == ROUND.appearances[0].worth


def test_a_mascot_that_was_missed_can_still_be_caught() -> None:
    missed = catch_of(ROUND, 0, x=ROUND.appearances[0].x + 81)
    assert judged(missed, catch_of(ROUND, 0), catch_of(ROUND, 1)) == ["outside_hit_box", None, None]


@pytest.mark.parametrize(
    ("reaction_ms", "refused"),
    [(-151, "outside_window"), (-150, None), (0, None), (1000, None), (1150, None), (1151, "outside_window")],
)
def test_a_catch_counts_while_the_mascot_is_there_give_or_take_150_ms(reaction_ms: int, refused: str | None) -> None:
    assert judged(catch_of(ROUND, 3, reaction_ms)) == [refused]


@pytest.mark.parametrize(
    ("dx", "dy", "refused"),
    [
        (80, 0, None),
        (0, -80, None),
        (48, 64, None),
        (81, 0, "outside_hit_box"),
        (0, 81, "outside_hit_box"),
        (57, 57, "outside_hit_box"),
        (-1_000_000, 0, "outside_hit_box"),
    ],
)
def test_a_catch_counts_within_the_hit_radius_in_any_direction(dx: int, dy: int, refused: str | None) -> None:
    mascot = ROUND.appearances[2]
    assert judged(catch_of(ROUND, 2, x=mascot.x + dx, y=mascot.y + dy)) == [refused]


def test_a_catch_earlier_than_the_one_before_it_is_out_of_order() -> None:
    assert judged(catch_of(ROUND, 1), catch_of(ROUND, 0), catch_of(ROUND, 2)) == [None, "out_of_order", None]


def test_a_catch_that_does_not_count_disturbs_no_later_one() -> None:
    wild = Catch(99, 10**6, 0, 0)
    late = catch_of(ROUND, 9, 10**6)
    assert judged(wild, late, catch_of(ROUND, 0), catch_of(ROUND, 9)) == ["unknown", "outside_window", None, None]


def test_catches_are_kept_in_the_order_reported() -> None:
    catches = [catch_of(ROUND, 4), Catch(99, 0, 0, 0), catch_of(ROUND, 5)]
    finished = finish_with(STARTED, catches)
    assert [one.catch for one in finished.ended.catches] == catches
    assert caught_in(finished) == [4, 5]
