"""What a decision is made from, and what it is made of."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.earning.rules import NotApplied
from app.engine.activities import Activity
from app.engine.activity_facts import facts_of_activity
from app.engine.effects import Effect
from app.engine.knowing import Conditions, conditions_on, standing_of, told_by
from app.engine.state import MemberState
from app.engine.surroundings import NOTHING, Surroundings
from app.programme.model import Programme
from app.questions.rules import Standing
from app.tiers.ladder import Ladder, ladder_of
from app.tiers.settle import Step, tier_after
from app.words import Said


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
    def ladder(self) -> Ladder:
        """The levels of a programme that has tiers."""
        return ladder_of(self.programme)

    @cached_property
    def tier(self) -> Step | None:
        """The member's tier, settled at `now`; None when the programme has no tiers."""
        if self.programme.tiers is None:
            return None
        return tier_after(self.ladder, self.member.tiers, self.now, self.member.tz, self.member.version)

    @property
    def level(self) -> str | None:
        """The level that was held when the activity happened, before anything it leads to."""
        return self.tier.state.level_at(self.at) if self.tier else None

    def holds(self, condition: str) -> bool:
        """Whether a condition in the rule language is true of this situation."""
        return self._conditions.hold(condition)

    def why_not(self, condition: str) -> Said:
        """Why a condition does not hold, in plain words."""
        return self._conditions.why_not(condition)

    def unmet(self, condition: str | None) -> Said | None:
        """Why a condition does not hold; None when it does, or when there is none."""
        return None if condition is None or self.holds(condition) else self.why_not(condition)

    @cached_property
    def standing(self) -> Standing:
        """Where the member stands with the questions, where their answers were read."""
        around = self.surroundings
        return standing_of(self.programme, self.member, around.person, around.answers, self.at)

    @cached_property
    def _conditions(self) -> Conditions:
        person, answers = self.surroundings.person, self.surroundings.answers
        told = told_by(self.programme, self.member, person, self.standing.counting if answers else {})
        activity = facts_of_activity(self.programme, self.activity)
        tiers = self.tier.state if self.tier else self.member.tiers
        return conditions_on(self.programme, self.member, told, activity, self.at, tiers)


@dataclass(frozen=True, slots=True)
class Decision:
    """What an activity leads to, and why some rules did not apply."""

    effects: tuple[Effect, ...] = ()
    reasons: tuple[NotApplied, ...] = ()
