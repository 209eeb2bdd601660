"""What members do about streaks, and what time does."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakFreeze(Activity):
    """Bought a freeze, to be used by itself later."""

    kind: ClassVar[str] = "streak_freeze"
    streak: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakPause(Activity):
    """Announced days off, both included."""

    kind: ClassVar[str] = "streak_pause"
    streak: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakRestore(Activity):
    """Had a broken streak restored."""

    kind: ClassVar[str] = "streak_restore"
    streak: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed(Activity):
    """Nobody did anything: time alone ended a streak, used a freeze or took a level, and the sweep writes it down."""

    kind: ClassVar[str] = "time_passed"
