"""Positions, fences, and how far the one is from the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

from app.places.refusals import BadPosition
from app.programme.model import Fence

EARTH_RADIUS_M = 6_371_008.8
"""The mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the Earth, in degrees (WGS 84). It is compared and forgotten, never stored."""

    latitude: float
    longitude: float

    def check(self, *field: str) -> None:
        """Raises BadPosition for what is no place, about `near` or the field that is named."""
        if not (abs(self.latitude) <= 90 and abs(self.longitude) <= 180):
            raise BadPosition().about(*(field or ("near",)))


def metres_outside(position: Position, fences: Iterable[Fence]) -> int:
    """How far the position lies outside the nearest fence, in whole metres rounded up; 0 for inside or on the line."""
    return max(0, min(ceil(distance_m(position, fence) - fence.radius_m) for fence in fences))


def distance_m(one: Position, other: Position | Fence) -> float:
    """The great-circle distance in metres, by the haversine formula (Sinnott, "Virtues of the haversine", 1984).

    It takes the Earth for a ball, which is at most 0.6 % off: far less than phones are, within the size of a fence.
    """
    north, other_north = radians(one.latitude), radians(other.latitude)
    half_north = (other_north - north) / 2
    half_east = radians(other.longitude - one.longitude) / 2
    chord = sin(half_north) ** 2 + cos(north) * cos(other_north) * sin(half_east) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))
