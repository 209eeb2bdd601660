"""What is stored of fences, and for a day of where members are."""

from datetime import datetime
from typing import Any

from beanie import Document
from pymongo import ASCENDING, GEOSPHERE, IndexModel

KEPT_S = 86_400
"""How long a member's place is kept: a day."""


class Geofence(Document):
    """An area. Those of stores have ids `store:<id>` and follow the programme; the others are drawn by staff."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    name: str
    store: str | None = None
    area: dict[str, Any]
    """A GeoJSON polygon (RFC 7946)."""
    middle: dict[str, Any]
    """A GeoJSON point."""
    radius_m: int
    """Of the circle around the middle that the whole area lies in: what devices can watch."""
    cooldown_s: int
    """How long after one entry the next one counts."""
    dwell_s: int
    """After how long inside the member is said to dwell."""
    changed_at: datetime
    changed_by: str

    class Settings:
        name = "geofences"
        indexes = [IndexModel([("area", GEOSPHERE)]), IndexModel([("middle", GEOSPHERE)])]


class Place(Document):
    """Where a member was when their app last said so, under the member's id; gone a day later, or with the consent."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    point: dict[str, Any]
    """A GeoJSON point, rounded to a thousandth of a degree: about 100 metres."""
    at: datetime
    inside: dict[str, Any] = {}
    """By fence: `since` when, and whether dwelling was `told`."""
    entered: dict[str, datetime] = {}
    """By fence: the last entry that counted."""

    class Settings:
        name = "places"
        indexes = [
            IndexModel([("point", GEOSPHERE)]),
            IndexModel([("at", ASCENDING)], name="kept_for_a_day", expireAfterSeconds=KEPT_S),
        ]
