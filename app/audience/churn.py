"""Churn: how many members were lost, by how long they have been members and by segment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import Refusal
from app.members.store import NOT_ERASED
from app.programme.language import Filter, Vocabulary, query
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import vocabulary
from app.storage.client import Database

LOST = "member.days_away > 30 && (member.overdue >= 300 || member.overdue == null && member.days_away > 180)"
"""Away for more than 30 days, and three times as long as they use to; without a rhythm of their own, for 180 days."""
AGE = "member.days_since_joining"
STARTS = (0, 30, 90, 180, 365, 730)
"""From how many days on each band of membership ages goes; the last one has no end."""
LONGEST_AGE = 10**6


@dataclass(frozen=True, slots=True)
class Band:
    """Members of one age of membership: from so many days to before so many, None for no end."""

    from_days: int
    to_days: int | None
    members: int
    lost: int


@dataclass(frozen=True, slots=True)
class SegmentChurn:
    """The members for whom a condition holds, None for all, and how many of them were lost."""

    segment: str | None
    bands: tuple[Band, ...]

    @property
    def members(self) -> int:
        """How many there are."""
        return sum(band.members for band in self.bands)

    @property
    def lost(self) -> int:
        """How many of them were lost."""
        return sum(band.lost for band in self.bands)


async def churn(
    database: Database, programme: Programme, segments: Sequence[str], lost: str, now: datetime
) -> list[SegmentChurn]:
    """Count all members, and those of each segment; `lost` is the condition that says who was lost.

    Each count reads its members once; those who were erased are nobody any more. Raises MistakenCondition, or NotStored
    for a condition that members can't be searched by.
    """
    words = vocabulary(minor_unit_exponent(programme.currency), programme.declared)
    is_lost = _filter(lost, words, now, "lost")
    wanted = [_filter(one, words, now, "segments", str(place)) for place, one in enumerate(segments)]
    everybody = await _counted(database, None, {}, is_lost, words, now)
    return [
        everybody,
        *[
            await _counted(database, segment, members, is_lost, words, now)
            for segment, members in zip(segments, wanted, strict=True)
        ],
    ]


def _filter(condition: str, words: Vocabulary, now: datetime, *field: str) -> Filter:
    try:
        return query(condition, words, now)
    except Refusal as refusal:
        raise refusal.about(*field) from None


async def _counted(
    database: Database, segment: str | None, members: Filter, lost: Filter, words: Vocabulary, now: datetime
) -> SegmentChurn:
    bands, everybody = _by_age(words, now), {"$and": [NOT_ERASED, members]}
    counts: dict[str, Any] = {"members": [bands], "lost": [{"$match": lost}, bands]}
    [found] = await (await database.members.aggregate([{"$match": everybody}, {"$facet": counts}])).to_list()
    by_name = {name: {row["_id"]: row["members"] for row in rows} for name, rows in found.items()}
    return SegmentChurn(
        segment,
        tuple(
            Band(start, end, by_name["members"].get(start, 0), by_name["lost"].get(start, 0))
            for start, end in zip(STARTS, (*STARTS[1:], None), strict=True)
        ),
    )


def _by_age(words: Vocabulary, now: datetime) -> dict[str, Any]:
    age = words.get(AGE)
    assert age is not None, "every programme knows when members joined"
    return {
        "$bucket": {
            "groupBy": {"$max": [0, age.expression(now)]},
            "boundaries": [*STARTS, LONGEST_AGE],
            "output": {"members": {"$sum": 1}},
        }
    }
