"""What conditions know of a member, and what the member is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.engine.state import MemberState
from app.members.consents import Purpose
from app.profile.answers import Answers, Value
from app.profile.person import Person
from app.programme.conditions_in_words import NAMES
from app.programme.language import Facts, Vocabulary, predicate
from app.programme.language.in_words import unmet_in_words
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import facts_of, vocabulary
from app.questions.rules import Standing, standing
from app.questions.tastes import tastes_of
from app.tiers.settle import tier_now
from app.tiers.state import TierState
from app.words import Said

Told = Mapping[str, Any]
"""What the member told about themself, as conditions read it: see `app.programme.attributes.moment`."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Says of conditions in the rule language whether they are true of one member, and why they are not."""

    vocabulary: Vocabulary
    facts: Facts

    def hold(self, source: str) -> bool:
        """Whether the condition is true."""
        return predicate(source, self.vocabulary)(self.facts)

    def why_not(self, source: str) -> Said:
        """Why it is not, in plain words: each part that isn't, with what is in its place."""
        return unmet_in_words(source, self.vocabulary, NAMES, self.facts)


def conditions_on(
    programme: Programme,
    member: MemberState,
    told: Told,
    activity: Mapping[str, Any] | None,
    at: datetime,
    tiers: TierState,
) -> Conditions:
    """What conditions are about: the member at `at`, and the activity if any. `tiers` are settled at `at` or later."""
    exponent = minor_unit_exponent(programme.currency)
    declared = programme.declared
    facts = facts_of(
        {
            "_id": member.id,
            "joined_at": member.joined_at,
            "zone": member.zone,
            "language": member.language,
            "stats": member.stats,
            "earning": member.earning.to_document(),
            "streaks": member.streaks,
            "badges": member.badges.to_document(),
            "tiers": {"level": tiers.level_at(at), "held": tiers.held_at(at)},
            "rhythm": member.rhythm.to_document(),
            "told": told,
        },
        activity,
        at,
        exponent,
        declared,
    )
    return Conditions(vocabulary(exponent, declared), facts)


def told_by(programme: Programme, member: MemberState, person: Person, counting: Mapping[str, Value]) -> Told:
    """What conditions know of the person, of whose answers these count: none for whoever refuses profiling."""
    if member.consents.refuses(Purpose.PROFILING):
        counting = {}
    tastes = tastes_of(programme.questions, counting)
    return {
        "birth_date": person.birth_date,
        "answers": counting,
        "likes": tastes.likes,
        "dislikes": tastes.dislikes,
    }


def standing_of(programme: Programme, member: MemberState, person: Person, answers: Answers, at: datetime) -> Standing:
    """Where a member who gave these answers stands with the questions."""
    tiers = tier_now(programme, member.tiers, at, member.tz)

    def holds(source: str, counting: Mapping[str, Value]) -> bool:
        return conditions_on(programme, member, told_by(programme, member, person, counting), None, at, tiers).hold(
            source
        )

    return standing(programme.questions, answers, holds)
