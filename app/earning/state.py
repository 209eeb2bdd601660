"""What a member document keeps for the earning rules: no more than the programme's rules ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from app.programme.model import Period
from app.programme.periods import period_key, still_holds


class Done(NamedTuple):
    """How often a member did a declared kind of activity: ever, and on the day of `day`."""

    times: int
    last: datetime
    day: str
    today: int


class Paid(NamedTuple):
    """What a capped rule paid in the period of the cap."""

    period: str
    times: int
    amount: int


class Held(NamedTuple):
    """From when and until when, exclusive, a condition holds that once held."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class EarningState:
    """Where a member stands with the rules. Entries of rules that are no more are kept: they may come back."""

    done: Mapping[str, Done] = field(default_factory=dict)
    """By declared kind of activity."""
    paid: Mapping[str, Paid] = field(default_factory=dict)
    """By rule with a cap."""
    held: Mapping[str, Held] = field(default_factory=dict)
    """By rule with `holds_until`."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "EarningState":
        """The state kept under `earning` of the member document; nothing yet where that is empty."""
        return cls(
            done={kind: Done(**done) for kind, done in document.get("done", {}).items()},
            paid={rule: Paid(**paid) for rule, paid in document.get("paid", {}).items()},
            held={rule: Held(**held) for rule, held in document.get("held", {}).items()},
        )

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {
            "done": {kind: done._asdict() for kind, done in self.done.items()},
            "paid": {rule: paid._asdict() for rule, paid in self.paid.items()},
            "held": {rule: held._asdict() for rule, held in self.held.items()},
        }

    def done_on(self, kind: str, day: date) -> int:
        """How often this kind was done on a day, or on a later one that was counted already."""
        done = self.done.get(kind)
        return done.today if done and still_holds(done.day, period_key(Period.DAY, day)) else 0

    def after_doing(self, kind: str, day: date, at: datetime) -> "EarningState":
        """The state after doing this kind once more, on a day in the member's zone."""
        before, today = self.done.get(kind), self.done_on(kind, day)
        key = before.day if before and today else period_key(Period.DAY, day)
        last = max(before.last, at) if before else at
        done = Done(before.times + 1 if before else 1, last, key, today + 1)
        return replace(self, done={**self.done, kind: done})

    def after_paying(self, rule: str, paid: Paid) -> "EarningState":
        """The state after a capped rule has paid."""
        return replace(self, paid={**self.paid, rule: paid})

    def after_holding(self, rule: str, held: Held) -> "EarningState":
        """The state after a condition has begun to hold for a while."""
        return replace(self, held={**self.held, rule: held})


NOTHING_DONE = EarningState()
"""The state of a member to whom no rule has mattered yet."""
