"""Areas as GeoJSON: circles, and polygons that somebody drew."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, atan2, ceil, cos, degrees, pi, radians, sin
from typing import Any

from app.fences.refusals import BadArea
from app.places.position import EARTH_RADIUS_M, Position, distance_m

SMALLEST_M, LARGEST_M = 100, 10_000
"""What phones can tell apart, and what is still a place."""
CORNERS = 64
MOST_CORNERS = 100


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon, and the circle around it. Raises BadArea through `circle` and `polygon`."""

    area: dict[str, Any]
    middle: Position
    radius_m: int


def circle(middle: Position, radius_m: int, *, smallest_m: int = SMALLEST_M, largest_m: int = LARGEST_M) -> Area:
    """A circle as a polygon of 64 corners, which lies within 0.13 % of it. Raises BadPosition or BadArea."""
    middle.check("area", "circle", "middle")
    if not smallest_m <= radius_m <= largest_m:
        raise BadArea(f"its radius is from {smallest_m} to {largest_m} metres").about("area", "circle", "radiusM")
    reach = radius_m / cos(pi / CORNERS)
    corners = [_moved(middle, reach, 2 * pi * number / CORNERS) for number in range(CORNERS)]
    return Area(_polygon(corners), middle, radius_m)


def polygon(corners: Sequence[Position]) -> Area:
    """An area with these corners, in order; the last is joined to the first. Raises BadPosition or BadArea."""
    if not 3 <= len(corners) <= MOST_CORNERS:
        raise BadArea(f"it has 3 to {MOST_CORNERS} corners").about("area", "polygon")
    for number, corner in enumerate(corners):
        corner.check("area", "polygon", str(number))
    middle = Position(
        sum(corner.latitude for corner in corners) / len(corners),
        sum(corner.longitude for corner in corners) / len(corners),
    )
    radius_m = ceil(max(distance_m(middle, corner) for corner in corners))
    if radius_m > LARGEST_M:
        raise BadArea(f"no corner is further than {LARGEST_M} metres from its middle").about("area", "polygon")
    return Area(_polygon(corners), middle, max(SMALLEST_M, radius_m))


def point(position: Position) -> dict[str, Any]:
    """A position as GeoJSON: longitude first."""
    return {"type": "Point", "coordinates": [position.longitude, position.latitude]}


def _polygon(corners: Sequence[Position]) -> dict[str, Any]:
    ring = [[corner.longitude, corner.latitude] for corner in (*corners, corners[0])]
    return {"type": "Polygon", "coordinates": [ring]}


def _moved(start: Position, metres: float, bearing: float) -> Position:
    """The place so many metres away in a direction, on a ball (Williams, "Aviation Formulary")."""
    angle, north = metres / EARTH_RADIUS_M, radians(start.latitude)
    latitude = asin(sin(north) * cos(angle) + cos(north) * sin(angle) * cos(bearing))
    east = atan2(sin(bearing) * sin(angle) * cos(north), cos(angle) - sin(north) * sin(latitude))
    longitude = (start.longitude + degrees(east) + 540) % 360 - 180
    return Position(degrees(latitude), longitude)
