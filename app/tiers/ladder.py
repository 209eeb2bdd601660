"""The ladder: a programme's levels in order, with what it takes to reach and to lose them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.programme.model import Counting, Downgrade, Programme, Qualification, TierLevel
from app.programme.values import Duration, in_minor_units
from app.tiers.window import Window, window_of


@dataclass(frozen=True, slots=True)
class Rung:
    """A level, and from how much on it is reached, in minor units where money counts; None if it is only bought."""

    level: str
    threshold: int | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels, the lowest first. A rank is a place on it: 1 for the lowest level, 0 for none."""

    rungs: tuple[Rung, ...]
    counts: str | None
    """What is counted, such as `earned:points`; None when all levels are bought."""
    window: Window
    grace: Duration | None
    downgrade: Downgrade

    def rank(self, level: str | None) -> int:
        """The rank of a level; 0 for none, and for one that the programme no longer has."""
        for rank, rung in enumerate(self.rungs, start=1):
            if rung.level == level:
                return rank
        return 0

    def level(self, rank: int) -> str | None:
        """The level of a rank."""
        return self.rungs[rank - 1].level if rank else None

    def reached(self, count: int) -> int:
        """The rank that a count is enough for."""
        enough = (
            rank
            for rank, rung in enumerate(self.rungs, start=1)
            if rung.threshold is not None and rung.threshold <= count
        )
        return max(enough, default=0)

    def threshold(self, rank: int) -> int:
        """What it takes to reach a rank that is not only bought."""
        threshold = self.rungs[rank - 1].threshold
        assert threshold is not None, "a level is earned by reaching its threshold"
        return threshold

    def below(self, rank: int) -> int:
        """The next lower rank that is not only bought."""
        return max((one for one in range(1, rank) if self.rungs[one - 1].threshold is not None), default=0)

    def above(self, rank: int) -> int | None:
        """The next higher rank that is not only bought."""
        higher = range(rank + 1, len(self.rungs) + 1)
        return next((one for one in higher if self.rungs[one - 1].threshold is not None), None)

    def grace_ends(self, lost_at: datetime, zone: ZoneInfo) -> datetime:
        """Until when a level is kept whose qualification was lost at an instant: at once without grace."""
        return end_of_day(self.grace.after(lost_at, zone), zone) if self.grace else lost_at


def ladder_of(programme: Programme) -> Ladder:
    """The ladder of a programme that has tiers."""
    tiers = programme.tiers
    assert tiers is not None, "asked only where there are tiers"
    terms = tiers.qualify
    return Ladder(
        rungs=tuple(Rung(level.id, _threshold(level, terms, programme.currency)) for level in tiers.levels),
        counts=_counts(terms) if terms else None,
        window=window_of(terms) if terms else Window(months=1),
        grace=tiers.grace,
        downgrade=tiers.downgrade,
    )


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which a day starts in a zone."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def end_of_day(instant: datetime, zone: ZoneInfo) -> datetime:
    """The next midnight in a zone, in UTC; the instant itself where it is one."""
    day = instant.astimezone(zone).date()
    start = start_of(day, zone)
    return start if instant == start else start_of(day + timedelta(days=1), zone)


def _threshold(level: TierLevel, terms: Qualification | None, currency: str) -> int | None:
    if level.threshold is None or terms is None:
        return None
    return in_minor_units(level.threshold, currency) if terms.by is Counting.SPENT else int(level.threshold)


def _counts(terms: Qualification) -> str:
    if terms.by is Counting.EARNED:
        return f"earned:{terms.asset}"
    return "spent" if terms.by is Counting.SPENT else f"activities:{'+'.join(sorted(set(terms.of or ())))}"
