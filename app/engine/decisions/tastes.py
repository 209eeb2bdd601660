"""A member's taste on the day of an activity: what they told, and what was learnt."""

from datetime import date

from app.engine.situation import Situation
from app.members.consents import Purpose
from app.offers.choose import Preferences
from app.offers.taste import NOTHING_STATED, Tastes, dislikes
from app.questions.tastes import tastes_of


def day_of(situation: Situation) -> date:
    """The member's day on which the activity happened."""
    return situation.at.astimezone(situation.member.tz).date()


def disliked(situation: Situation) -> frozenset[str]:
    """The categories that must not be offered."""
    choosing, taste = situation.programme.choosing, situation.member.taste
    return dislikes(taste, _stated(situation), choosing.alternatives, day_of(situation), choosing.half_life_days)


def preferences(situation: Situation) -> Preferences:
    """What offers are chosen by."""
    day, half_life_days = day_of(situation), situation.programme.choosing.half_life_days
    taste = situation.member.taste
    weights = {category: taste.weight_of(category, day, half_life_days) for category in taste.bought}
    return Preferences(weights, _stated(situation).likes, disliked(situation))


def _stated(situation: Situation) -> Tastes:
    """What the member told, as far as their answers were read; nothing for whoever refuses profiling."""
    if not situation.surroundings.answers or situation.member.consents.refuses(Purpose.PROFILING):
        return NOTHING_STATED
    told = tastes_of(situation.programme.questions, situation.standing.counting)
    return Tastes(frozenset(told.likes), frozenset(told.dislikes))
