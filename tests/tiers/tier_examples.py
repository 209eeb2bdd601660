"""Ladders, members and their days, in few words."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.programme.model import Downgrade
from app.programme.values import Duration
from app.tiers.count import Counted, bucket_for, counted, taken_back
from app.tiers.ladder import Ladder, Rung
from app.tiers.settle import Change, scheduled, tier_after
from app.tiers.state import NO_TIER, TierState
from app.tiers.window import Window

UTC_ZONE = ZoneInfo("UTC")
YEAR = Window(period=12)
TWELVE_MONTHS = Window(months=12)
NINETY_DAYS = Window(days=90)


def ladder(
    window: Window = TWELVE_MONTHS,
    *,
    grace: Duration | None = None,
    downgrade: Downgrade = Downgrade.QUALIFIED,
    counts: str | None = "spent",
) -> Ladder:
    """Silver from 100, gold from 500; platinum can only be bought."""
    rungs = (Rung("silver", 100), Rung("gold", 500), Rung("platinum", None))
    return Ladder(rungs, counts, window, grace, downgrade)


def at(text: str, zone: ZoneInfo = UTC_ZONE) -> datetime:
    """The instant that a wall clock shows as `2026-03-02` or `2026-03-02 14:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


class Life:
    """A member's state, moved by what they do; remembers every change of level."""

    def __init__(self, ladder: Ladder, start: datetime, zone: ZoneInfo = UTC_ZONE) -> None:
        self.ladder = ladder
        self.zone = zone
        self.state: TierState = NO_TIER
        self.changes: list[Change] = []
        self.waits_until(start)

    @property
    def level(self) -> str | None:
        return self.state.level

    def waits_until(self, now: datetime) -> "Life":
        step = tier_after(self.ladder, self.state, now, self.zone)
        self.state = step.state
        self.changes += step.changes
        self.now = now
        return self

    def waits(self, **span: float) -> "Life":
        return self.waits_until(self.now + timedelta(**span))

    def counts(self, amount: int, when: datetime | None = None) -> str | None:
        """Count something done at an instant; the bucket it counts in."""
        self.waits(seconds=0)
        bucket = bucket_for(self.ladder, self.state, when or self.now, self.zone)
        if bucket is not None:
            state, more = counted(self.ladder, self.state, Counted(bucket, amount), self.now)
            self._is(state, more)
        return bucket

    def loses(self, amount: int, bucket: str) -> None:
        self.waits(seconds=0)
        self._is(*taken_back(self.ladder, self.state, Counted(bucket, -amount), self.now))

    def story(self) -> list[tuple[date, str | None, str]]:
        """The changes: on which day in the member's zone, to which level, and why."""
        return [(one.at.astimezone(self.zone).date(), one.after, one.why.value) for one in self.changes]

    def _is(self, state: TierState, changes: list[Change]) -> None:
        self.state = scheduled(self.ladder, state, self.zone)
        self.changes += changes
