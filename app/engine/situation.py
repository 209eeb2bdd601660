"""What a decision is made from, and what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.earning.rules import NotApplied
from app.engine.activities import Activity
from app.engine.activity_facts import facts_of_activity
from app.engine.effects import Effect
from app.engine.state import MemberState
from app.engine.surroundings import NOTHING, Surroundings
from app.programme.declared import declared_in
from app.programme.language import predicate
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import facts_of, vocabulary


@dataclass(frozen=True)
class Situation:
    """A member, settled at `now`, does something. `at` is when it happened: now, or earlier when it is reported late.

    Chance needs no argument of its own: a draw follows from the secret root in the member's state.
    """

    programme: Programme
    member: MemberState
    activity: Activity
    now: datetime
    surroundings: Surroundings = NOTHING

    @property
    def at(self) -> datetime:
        """When the activity happened."""
        return self.activity.at or self.now

    @cached_property
    def holds(self) -> Callable[[str], bool]:
        """Says whether a condition in the rule language is true of this situation."""
        exponent = minor_unit_exponent(self.programme.currency)
        declared = declared_in(self.programme)
        facts = facts_of(
            {
                "joined_at": self.member.joined_at,
                "zone": self.member.zone,
                "language": self.member.language,
                "stats": self.member.stats,
                "earning": self.member.earning.to_document(),
                "streaks": self.member.streaks,
            },
            facts_of_activity(self.programme, self.activity),
            self.at,
            exponent,
            declared,
        )
        words = vocabulary(exponent, declared)
        return lambda source: predicate(source, words)(facts)


@dataclass(frozen=True, slots=True)
class Decision:
    """What an activity leads to, and why some rules did not apply."""

    effects: tuple[Effect, ...] = ()
    reasons: tuple[NotApplied, ...] = ()
