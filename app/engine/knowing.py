"""What conditions know of a member, and what the member is asked."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.engine.state import MemberState
from app.members.consents import Purpose
from app.profile.answers import Answers, Value
from app.profile.person import Person
from app.programme.declared import declared_in
from app.programme.language import predicate
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import facts_of, vocabulary
from app.questions.rules import Standing, standing
from app.questions.tastes import tastes_of
from app.tiers.settle import tier_now

Told = Mapping[str, Any]
"""What the member told about themself, as conditions read it: see `app.programme.attributes.moment`."""


def conditions_on(
    programme: Programme, member: MemberState, told: Told, activity: Mapping[str, Any] | None, at: datetime
) -> Callable[[str], bool]:
    """Says whether a condition in the rule language is true of the member at `at`, and of the activity if any."""
    exponent = minor_unit_exponent(programme.currency)
    declared = declared_in(programme)
    tiers = tier_now(programme, member.tiers, at, member.tz)
    facts = facts_of(
        {
            "joined_at": member.joined_at,
            "zone": member.zone,
            "language": member.language,
            "stats": member.stats,
            "earning": member.earning.to_document(),
            "streaks": member.streaks,
            "badges": member.badges.to_document(),
            "tiers": {"level": tiers.level_at(at), "held": tiers.held_at(at)},
            "told": told,
        },
        activity,
        at,
        exponent,
        declared,
    )
    words = vocabulary(exponent, declared)
    return lambda source: predicate(source, words)(facts)


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

    def holds(source: str, counting: Mapping[str, Value]) -> bool:
        return conditions_on(programme, member, told_by(programme, member, person, counting), None, at)(source)

    return standing(programme.questions, answers, holds)
