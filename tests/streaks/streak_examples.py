"""Streaks, and a member who does things on them, in few words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.programme.model import Price, Streak, StreakReward
from app.streaks.calendar import day_of
from app.streaks.count import counted
from app.streaks.freeze import freeze_bought
from app.streaks.pause import paused
from app.streaks.restore import restored
from app.streaks.settle import streak_after
from app.streaks.standing import Standing, standing
from app.streaks.state import Pause, StreakState, day_starts, first_state, state_from
from app.streaks.step import Step
from app.streaks.travel import travelled

DAILY = {"name": "Daily", "of": ["visit"]}
AMSTERDAM = "Europe/Amsterdam"


def streak_with(**fields: Any) -> Streak:
    return Streak.model_validate(DAILY | fields)


def utc(text: str) -> datetime:
    """`2026-03-02 12:00` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(text: str, zone: str = AMSTERDAM) -> datetime:
    """`2026-03-02 12:00` on the clock of a zone, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass
class Person:
    """Somebody with a streak, who remembers all that happened and was paid."""

    streak: Streak
    zone: str = AMSTERDAM
    state: StreakState | None = None
    told: list[tuple[str, str]] = field(default_factory=list)
    """What happened, and the date it is about."""
    paid: list[StreakReward] = field(default_factory=list)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def comes(self, now: datetime, at: datetime | None = None) -> Step:
        return self._take(counted(self.streak, self._state(now), at or now, now, self.tz))

    def is_swept(self, now: datetime) -> Step:
        return self._take(streak_after(self.streak, self._state(now), now, self.tz))

    def moves(self, now: datetime, zone: str) -> Step:
        step = travelled(self.streak, self._state(now), now, self.tz, ZoneInfo(zone))
        self.zone = zone
        return self._take(step)

    def pauses(self, now: datetime, first: str, last: str) -> Step:
        pause = Pause(date.fromisoformat(first), date.fromisoformat(last))
        return self._take(paused("daily", self.streak, self._state(now), pause, now, self.tz))

    def buys_freeze(self, now: datetime) -> Step:
        return self._take(freeze_bought("daily", self.streak, self._state(now), now, self.tz))

    def restores(self, now: datetime) -> Price | None:
        step, price = restored("daily", self.streak, self._state(now), now, self.tz)
        self._take(step)
        return price

    def stands(self, now: datetime) -> Standing:
        return standing(self.streak, self._state(now), now, self.tz)

    def length(self, now: datetime) -> int:
        return self.stands(now).length

    def changes(self, *kinds: str) -> list[tuple[str, str]]:
        """What happened, of these kinds alone."""
        return [one for one in self.told if one[0] in kinds]

    def _state(self, now: datetime) -> StreakState:
        return self.state or first_state(self.streak, day_of(now, self.tz, day_starts(self.streak)))

    def _take(self, step: Step) -> Step:
        stored = step.state.to_document()
        self.state = state_from(stored, self.streak)
        assert self.state == step.state, "what is stored is what is read"
        self.told += [(one.change.value, one.on.isoformat()) for one in step.happenings]
        self.paid += step.rewards
        return step


def amounts(rewards: Iterable[StreakReward]) -> list[int]:
    return [reward.amount for reward in rewards]
