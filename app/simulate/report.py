"""What a simulation has come to."""

from dataclasses import dataclass, field
from typing import Any

from app.simulate.circle import Lived
from app.simulate.plan import Plan
from app.simulate.step import Violation
from app.simulate.tally import Tally

VIOLATIONS_KEPT = 200


@dataclass(slots=True)
class Report:
    """Counts over all lives, and violations: all are counted, the first 200 are kept."""

    plan: Plan
    tally: Tally = field(default_factory=Tally)
    violations: list[Violation] = field(default_factory=list)
    found: int = 0
    fingerprint: str = ""

    def add(self, lived: Lived) -> None:
        """Count a circle in."""
        self.tally.add(lived.tally)
        self.found += len(lived.violations)
        self.violations += lived.violations[: VIOLATIONS_KEPT - len(self.violations)]

    def to_document(self) -> dict[str, Any]:
        """The report as plain values: the same plan always gives the same ones."""
        return {
            "seed": self.plan.seed,
            "members": self.plan.members,
            "days": self.plan.days,
            "start": self.plan.start.isoformat(),
            "fingerprint": self.fingerprint,
            **self.tally.to_document(),
            "violations": self.found,
            "examples": [
                {
                    "member": violation.member,
                    "invariant": violation.invariant,
                    "at": violation.at.isoformat(),
                    "found": violation.words,
                }
                for violation in self.violations
            ],
        }
