"""Effects on streaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.streaks.step import Happening


@dataclass(frozen=True, slots=True)
class StreakMoved:
    """A streak stands elsewhere now: what the member document keeps of it."""

    streak: str
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StreakChanged:
    """Something happened to a streak that is worth telling."""

    streak: str
    happening: Happening
