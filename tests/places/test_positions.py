"""Distances on the Earth, and fences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.places.position import Position, distance_m, metres_outside
from app.programme.model import Fence

DAM = Position(52.3731, 4.8926)
FENCE = Fence(latitude=DAM.latitude, longitude=DAM.longitude, radius_m=150)
POSITIONS = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("other", "metres"),
    [
        (DAM, 0),
        (Position(52.3731, 4.8948), 149.3),
        (Position(50.4501, 30.5234), 1_784_000),  # Kyiv
        (Position(-52.3731, 4.8926 - 180), 20_015_115),  # the other side: half of 2 pi R
    ],
)
def test_distances_are_those_on_the_globe(other: Position, metres: float) -> None:
    assert distance_m(DAM, other) == pytest.approx(metres, rel=0.005)


def test_a_degree_of_latitude_is_a_ninetieth_of_a_quarter_of_the_meridian() -> None:
    assert distance_m(Position(0, 0), Position(1, 0)) == pytest.approx(111_195.08, abs=0.1)


def test_the_date_line_is_no_wall() -> None:
    assert distance_m(Position(0, 179.9995), Position(0, -179.9995)) == pytest.approx(111.2, abs=0.1)


@given(POSITIONS, POSITIONS)
def test_a_distance_is_the_same_both_ways_and_never_beyond_the_other_side(one: Position, other: Position) -> None:
    assert distance_m(one, other) == pytest.approx(distance_m(other, one), abs=1e-3)
    assert 0 <= distance_m(one, other) <= 20_015_116


def test_the_nearest_fence_counts() -> None:
    far = Fence(latitude=0, longitude=0, radius_m=10)
    assert metres_outside(DAM, [far, FENCE]) == 0
    assert metres_outside(Position(52.3731, 4.8970), [far, FENCE]) == 149
