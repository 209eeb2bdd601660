"""What a member document keeps about tiers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from app.tiers.window import Counts

CHANGES_KEPT = 20


class Term(NamedTuple):
    """A time that a membership was paid for."""

    number: int
    """The number of the activity that paid for it."""
    since: datetime
    until: datetime
    """When it ends, exclusive."""
    lasts: str
    """How long it is, such as `1 year`, for when it has to move."""


class Bought(NamedTuple):
    """A membership: the times that were paid for, which follow one another without gaps."""

    level: str
    terms: tuple[Term, ...]
    """The last one is kept when it is over."""

    @property
    def since(self) -> datetime:
        """When the oldest of the times began that are not over."""
        return self.terms[0].since

    @property
    def until(self) -> datetime:
        """When the last of the times ends, exclusive."""
        return self.terms[-1].until

    def holds_at(self, instant: datetime) -> bool:
        """Whether it gives its level at an instant."""
        return self.since <= instant < self.until


class Held(NamedTuple):
    """From when on which level was held."""

    since: datetime
    level: str | None


@dataclass(frozen=True, slots=True)
class TierState:
    """Where a member stands, as of the instant `at`."""

    at: datetime | None = None
    day: date | None = None
    """The latest date that the member's calendar has reached: a flight west never sets it back."""
    counts_what: str | None = None
    began: int = 0
    """The number of the activity from which on this was counted."""
    counts: Counts = field(default_factory=dict)
    earned: str | None = None
    """The level held by what was counted."""
    until: datetime | None = None
    """Until when at least that level is kept, once it was no longer qualified for."""
    bought: Mapping[str, Bought] = field(default_factory=dict)
    level: str | None = None
    """The level held: the higher one of what was earned and what was bought."""
    history: tuple[Held, ...] = ()
    """The last changes of the level, the latest last."""
    rewarded: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """What was given on reaching a level, as it can be taken back: asset, amount and terms."""
    due_at: datetime | None = None
    """When time alone next changes the level, or ends a membership."""

    @property
    def since(self) -> datetime | None:
        """Since when the level is held; None before the first."""
        return self.history[-1].since if self.history else None

    def level_at(self, instant: datetime) -> str | None:
        """The level that was held at an instant; None before what is remembered."""
        return next((held.level for held in reversed(self.history) if held.since <= instant), None)

    def held_at(self, instant: datetime) -> tuple[str, ...]:
        """The memberships that were held at an instant."""
        return tuple(name for name, bought in self.bought.items() if bought.holds_at(instant))

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "TierState":
        """The state kept under `tiers` of the member document; nothing yet where that is empty."""
        if not document:
            return NO_TIER
        known = {name: document[name] for name in PLAIN}
        return cls(
            **known,
            day=date.fromisoformat(document["day"]),
            bought={name: _bought(bought) for name, bought in document["bought"].items()},
            history=tuple(Held(**held) for held in document["history"]),
        )

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it, with the names of the memberships that are held, to search by."""
        if self.at is None or self.day is None:
            return {}
        return {
            **{name: getattr(self, name) for name in PLAIN},
            "counts": dict(self.counts),
            "day": self.day.isoformat(),
            "bought": {name: _document(bought) for name, bought in self.bought.items()},
            "history": [held._asdict() for held in self.history],
            "held": list(self.held_at(self.at)),
        }


PLAIN = ("at", "counts_what", "began", "counts", "earned", "until", "level", "rewarded", "due_at")
"""The fields that are stored as they are."""

NO_TIER = TierState()
"""The state of a member whom no tier has concerned yet."""


def _bought(document: Mapping[str, Any]) -> Bought:
    return Bought(document["level"], tuple(Term(**term) for term in document["terms"]))


def _document(bought: Bought) -> dict[str, Any]:
    return {"level": bought.level, "terms": [term._asdict() for term in bought.terms]}
