"""How long ago things were."""

from datetime import datetime
from typing import Any

from app.programme.attributes.moment import Definitions, Document
from app.programme.language import Attribute, Type

KNOWN_AS = {"America/Ciudad_Juarez": "America/Denver", "America/Coyhaique": "America/Punta_Arenas"}
"""Zones so young (2022, 2025) that a MongoDB may not know them, and would fail a whole search for one member in them;
and older ones that have had the same time ever since."""
ZONE = {
    "$switch": {
        "branches": [{"case": {"$eq": ["$zone", young]}, "then": same} for young, same in KNOWN_AS.items()],
        "default": "$zone",
    }
}


def of_times() -> Definitions:
    return [
        (
            days("_purchase", "since the last purchase; absent before the first", "$stats.last_purchase_at"),
            lambda moment: moment.days_since(moment.stat("last_purchase_at")),
        ),
        (
            days("_visit", "since the last visit; absent before the first", "$stats.last_visit_at"),
            lambda moment: moment.days_since(moment.stat("last_visit_at")),
        ),
        (
            days("_joining", "since the member joined", "$joined_at"),
            lambda moment: moment.days_since(moment.member.get("joined_at")),
        ),
    ]


def days(what: str, words: str, stored: str) -> Attribute:
    """Calendar days: 0 is the same day in the member's zone, 1 is yesterday, however few hours ago that was."""

    return Attribute(
        f"member.days_since{what}", Type.INT, f"Calendar days {words}.", mongo=lambda now: days_between(stored, now)
    )


def days_between(start: Any, now: datetime) -> Document:
    """The calendar days from the instant that an expression gives, in the zone of the member."""
    return {"$dateDiff": {"startDate": start, "endDate": now, "unit": "day", "timezone": ZONE}}
