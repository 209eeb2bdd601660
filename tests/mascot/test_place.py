"""The fences that rounds can be started in."""

import pytest
from mascot_examples import game_with, start_with

from app.mascot.refusals import PositionNeeded, TooFarAway
from app.places.position import Position
from app.places.refusals import BadPosition
from app.programme.model import Fence

DAM = Position(52.3731, 4.8926)
FENCE = Fence(latitude=DAM.latitude, longitude=DAM.longitude, radius_m=150)


def test_a_round_of_a_place_starts_only_there() -> None:
    game = game_with(near=[FENCE])
    assert start_with(game, near=DAM).round.number == 0
    with pytest.raises(TooFarAway) as refused:
        start_with(game, near=Position(52.3731, 4.8970))
    assert (refused.value.facts["missing_m"], refused.value.field) == (149, ("near",))
    with pytest.raises(PositionNeeded):
        start_with(game)


@pytest.mark.parametrize("near", [Position(90.1, 0), Position(0, -180.1), Position(float("nan"), 0)])
def test_what_is_no_place_is_refused(near: Position) -> None:
    with pytest.raises(BadPosition):
        start_with(game_with(near=[FENCE]), near=near)


def test_a_game_that_is_played_anywhere_asks_no_position() -> None:
    assert start_with(near=Position(1000, 1000)).round.number == 0


def test_a_started_round_says_nothing_about_where() -> None:
    assert start_with(game_with(near=[FENCE]), near=DAM).round == start_with().round
