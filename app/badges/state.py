"""What the member document keeps about badges: tallies, and what was earned."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.badges.tally import NOTHING, Tally


@dataclass(frozen=True, slots=True)
class Won:
    """A badge, or a level of one, as somebody has it: how many times, and when the last time was."""

    times: int
    at: datetime
    level: str | None = None


@dataclass(frozen=True, slots=True)
class BadgesState:
    """Where a member stands. Badges that the programme no longer has are kept: they may come back.

    `print` and `zone` say what the tallies were computed for: the programme's badges and the member's zone. Under any
    other they are worth nothing, and are computed anew from the history.
    """

    print: str = ""
    zone: str = ""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    won: Mapping[str, tuple[Won, ...]] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "BadgesState":
        """The state kept under `badges` of the member document; nothing yet where that is empty."""
        return cls(
            print=document.get("print", ""),
            zone=document.get("zone", ""),
            tallies={badge: Tally.from_document(tally) for badge, tally in document.get("tallies", {}).items()},
            won={badge: tuple(Won(**one) for one in won) for badge, won in document.get("won", {}).items()},
        )

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it; `earned` is there to be searched."""
        return {
            "print": self.print,
            "zone": self.zone,
            "tallies": {badge: tally.to_document() for badge, tally in self.tallies.items()},
            "won": {
                badge: [{"times": one.times, "at": one.at, "level": one.level} for one in won]
                for badge, won in self.won.items()
            },
            "earned": self.earned,
        }

    @property
    def earned(self) -> list[str]:
        """The ids of the badges that the member has, in alphabetical order."""
        return sorted(self.won)

    def tally(self, badge: str) -> Tally:
        """What was measured for a badge."""
        return self.tallies.get(badge, NOTHING)

    def times(self, badge: str, level: str | None) -> int:
        """How many times the member has a badge, or a level of one."""
        return sum(one.times for one in self.won.get(badge, ()) if one.level == level)

    def with_tallies(self, print_: str, zone: str, tallies: Mapping[str, Tally]) -> "BadgesState":
        """The state with these tallies; those that measured nothing need not be kept."""
        kept = {badge: tally for badge, tally in tallies.items() if tally != NOTHING}
        return replace(self, print=print_, zone=zone, tallies=kept)

    def with_won(self, badge: str, level: str | None, times: int, at: datetime | None = None) -> "BadgesState":
        """The state in which the member has this so many times; `at` is when the last one was won, if it is new."""
        before = {one.level: one for one in self.won.get(badge, ())}
        if times == 0:
            before.pop(level, None)
        else:
            before[level] = Won(times, at or before[level].at, level)
        won = {**self.won, badge: tuple(before.values())}
        return replace(self, won={name: levels for name, levels in won.items() if levels})


NO_BADGES = BadgesState()
"""The state of a member of whom nothing was counted yet."""
