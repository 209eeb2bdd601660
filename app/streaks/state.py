"""What a member document keeps about one streak.

The last periods are kept one by one, each with what became of it, so that an activity reported late, or a restore, can
still mend the run. What is older is a single number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from app.programme.model import Streak, StreakPeriod
from app.streaks.calendar import period_after, period_of

REMEMBERED = 21
"""How many ended periods are kept one by one."""


class Fate(StrEnum):
    """Why a period did not end the run."""

    DONE = "done"
    FROZEN = "frozen"
    PAUSED = "paused"
    EXCUSED = "excused"
    """The member's calendar had no such day, or a journey cut it short."""
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Kept:
    """A period: how often the activity was counted in it, and what became of it; None while open, or if missed."""

    count: int = 0
    fate: Fate | None = None


UNKNOWN = Kept()


class Pause(NamedTuple):
    """Days announced as free, both included."""

    first: date
    last: date


class Journey(NamedTuple):
    """The last change of zone: when, from which zone, and the member's date right after it."""

    at: datetime
    zone: str
    day: date


class Restores(NamedTuple):
    """How many restores were free in a calendar year."""

    year: int = 0
    times: int = 0


NO_RESTORES = Restores()


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakState:
    """Where a member stands on a streak, as of `day`: the member's date, which never goes back."""

    per: StreakPeriod
    day: date
    edge: date
    """The earliest period that is kept one by one."""
    before: int = 0
    """The length of the run that ended right before `edge`."""
    periods: Mapping[date, Kept] = field(default_factory=dict)
    best: int = 0
    freezes: int = 0
    toward: int = 0
    """How many periods were done since a freeze was last earned."""
    pauses: tuple[Pause, ...] = ()
    free_restores: Restores = NO_RESTORES
    journey: Journey | None = None
    due_at: datetime | None = None
    """When time alone next uses a freeze or ends the run."""

    @property
    def open(self) -> date:
        """The period under way."""
        return period_of(self.per, self.day)

    @property
    def length(self) -> int:
        """How many periods of the run under way were done; 0 when there is none."""
        return self.run_until(period_after(self.per, self.open, -1)) + (self.fate(self.open) is Fate.DONE)

    @property
    def alive(self) -> bool:
        """Whether there is a run under way: as `length`, but without counting it."""
        period = self.open
        while self.fate(period) is not Fate.DONE:
            period = period_after(self.per, period, -1)
            if period < self.edge:
                return self.before > 0
            if self.fate(period) is None:
                return False
        return True

    def kept(self, period: date) -> Kept:
        """What is known of a period."""
        return self.periods.get(period, UNKNOWN)

    def fate(self, period: date) -> Fate | None:
        """What became of a period."""
        return self.kept(period).fate

    def run_until(self, period: date) -> int:
        """How many periods were done in the run that ends with `period`."""
        length = 0
        while period >= self.edge:
            kept = self.periods.get(period)
            if kept is None or kept.fate is None:
                return length
            length += kept.fate is Fate.DONE
            period = period_after(self.per, period, -1)
        return length + self.before

    def run_through(self, period: date) -> int:
        """How many periods were done in the run that `period` is part of."""
        while self.fate(following := period_after(self.per, period)) is not None:
            period = following
        return self.run_until(period)

    def paused(self, period: date) -> bool:
        """Whether a pause touches the period."""
        following = period_after(self.per, period)
        return any(pause.first < following and pause.last >= period for pause in self.pauses)

    def keep(self, period: date, kept: Kept) -> "StreakState":
        """The state with this known of a period."""
        return replace(self, periods={**self.periods, period: kept})

    def on(self, day: date) -> "StreakState":
        """The state as of a later day: what is too old to be kept one by one becomes a number."""
        if day == self.day:
            return self
        edge = max(self.edge, period_after(self.per, period_of(self.per, day), -REMEMBERED))
        return replace(
            self,
            day=day,
            edge=edge,
            before=self.before if edge == self.edge else self.run_until(period_after(self.per, edge, -1)),
            periods={period: kept for period, kept in self.periods.items() if period >= edge},
            pauses=tuple(pause for pause in self.pauses if pause.last >= edge or pause.first.year >= day.year),
        )

    def to_document(self) -> dict[str, Any]:
        """The state as `state_from` reads it; `length` is there to be searched."""
        return {
            "per": self.per.value,
            "day": self.day.isoformat(),
            "edge": self.edge.isoformat(),
            "before": self.before,
            "periods": {day.isoformat(): _stored(kept) for day, kept in sorted(self.periods.items())},
            "length": self.length,
            "best": self.best,
            "freezes": self.freezes,
            "toward": self.toward,
            "pauses": [[pause.first.isoformat(), pause.last.isoformat()] for pause in self.pauses],
            "free_restores": list(self.free_restores),
            "journey": self.journey._asdict() | {"day": self.journey.day.isoformat()} if self.journey else None,
            "due_at": self.due_at,
        }


def first_state(streak: Streak, day: date) -> StreakState:
    """The state of a member who has never done anything for the streak."""
    edge = period_after(streak.per, period_of(streak.per, day), -REMEMBERED)
    return StreakState(per=streak.per, day=day, edge=edge, freezes=streak.freezes.start_with)


def state_from(document: Mapping[str, Any], streak: Streak) -> StreakState:
    """The state kept under `streaks.<id>` of the member document.

    Once the programme counts per another period, the run starts anew; what was won before stays.
    """
    state = StreakState(
        per=StreakPeriod(document["per"]),
        day=date.fromisoformat(document["day"]),
        edge=date.fromisoformat(document["edge"]),
        before=document["before"],
        periods={date.fromisoformat(period): _kept(kept) for period, kept in document["periods"].items()},
        best=document["best"],
        freezes=document["freezes"],
        toward=document["toward"],
        pauses=tuple(Pause(*map(date.fromisoformat, pause)) for pause in document["pauses"]),
        free_restores=Restores(*document["free_restores"]),
        journey=_journey(document["journey"]),
        due_at=document["due_at"],
    )
    if state.per is streak.per:
        return state
    fresh = first_state(streak, state.day)
    kept = {name: getattr(state, name) for name in ("best", "freezes", "pauses", "free_restores", "journey")}
    return replace(fresh, **kept)


def day_starts(streak: Streak) -> timedelta:
    """How long after midnight, on the clock, the streak's days start."""
    length = streak.day_starts
    return timedelta(**{length.unit: length.count}) if length else timedelta(0)


def _stored(kept: Kept) -> list[Any]:
    return [kept.count, kept.fate.value if kept.fate else None]


def _kept(stored: list[Any]) -> Kept:
    count, fate = stored
    return Kept(count, Fate(fate) if fate else None)


def _journey(stored: Mapping[str, Any] | None) -> Journey | None:
    return Journey(stored["at"], stored["zone"], date.fromisoformat(stored["day"])) if stored else None
