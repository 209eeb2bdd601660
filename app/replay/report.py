"""What a replay has come to."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.replay.figures import Figures
from app.replay.period import Period

EXAMPLES_KEPT = 20


@dataclass(frozen=True, slots=True)
class Example:
    """An activity that went another way. `words` is the reason."""

    member: str
    activity: str
    kind: str
    at: datetime
    words: str

    def to_document(self) -> dict[str, str]:
        """The example as plain values."""
        return {
            "member": self.member,
            "activity": self.activity,
            "kind": self.kind,
            "at": self.at.isoformat(),
            "reason": self.words,
        }


@dataclass(slots=True)
class Examples:
    """Activities that went another way, counted by kind and reason's code; the first 20 are kept."""

    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: list[Example] = field(default_factory=list)

    def add(self, code: str, example: Example) -> None:
        """Count one."""
        self.counted[example.kind, code] += 1
        if len(self.kept) < EXAMPLES_KEPT:
            self.kept.append(example)

    def to_document(self) -> dict[str, Any]:
        """The counts and the examples as plain values."""
        by_kind = [{"kind": kind, "code": code, "count": count} for (kind, code), count in sorted(self.counted.items())]
        return {
            "count": self.counted.total(),
            "by_kind": by_kind,
            "examples": [example.to_document() for example in self.kept],
        }


@dataclass(slots=True)
class ReplayReport:
    """What really happened in the period, and what would have, over all members."""

    period: Period
    members: int = 0
    activities: int = 0
    """How many were decided by the draft, refused ones included."""
    affected: int = 0
    """Members for whom any figure differs."""
    really: Figures = field(default_factory=Figures)
    would: Figures = field(default_factory=Figures)
    members_by_rule: Counter[tuple[str, str]] = field(default_factory=Counter)
    """For how many members a rule pays another amount, by asset and rule."""
    refused: Examples = field(default_factory=Examples)
    """What the draft would refuse of what was really recorded."""
    changed: Examples = field(default_factory=Examples)
    """What today's software decides otherwise than it was recorded, under the very version that it was decided by."""

    forgotten: Examples = field(default_factory=Examples)
    """What was decided by personal details or answers that have changed since: no history is kept of those."""

    def add(self, really: Figures, would: Figures) -> None:
        """Count a member in."""
        self.members += 1
        self.affected += really != would
        for mine, theirs in ((self.really, really), (self.would, would)):
            mine.by_heading.update(theirs.by_heading)
            mine.by_rule.update(theirs.by_rule)
        for one in {*really.by_rule, *would.by_rule}:
            self.members_by_rule[one] += really.by_rule[one] != would.by_rule[one]

    def to_document(self) -> dict[str, Any]:
        """The report as plain values, in one order."""
        return {
            "since": self.period.since.isoformat(),
            "until": self.period.settled_at.isoformat(),
            "members": self.members,
            "affected": self.affected,
            "activities": self.activities,
            "rules": [
                {"asset": asset, "rule": rule, **compared, "members": self.members_by_rule[asset, rule]}
                for (asset, rule), compared in _compared(self.really.by_rule, self.would.by_rule)
            ],
            "assets": [
                {"asset": asset, "figure": figure, **compared}
                for (asset, figure), compared in _compared(self.really.by_heading, self.would.by_heading)
            ],
            "refused": self.refused.to_document(),
            "changed": self.changed.to_document(),
            "forgotten": self.forgotten.to_document(),
        }


def _compared(
    really: Counter[tuple[str, str]], would: Counter[tuple[str, str]]
) -> list[tuple[tuple[str, str], dict[str, int]]]:
    return [
        (one, {"really": really[one], "would": would[one], "difference": would[one] - really[one]})
        for one in sorted({*really, *would})
    ]
