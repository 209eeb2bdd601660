"""What members change about themselves."""

from zoneinfo import ZoneInfo

from app.engine.activities import ProfileUpdate
from app.engine.decisions.every_streak import travels
from app.engine.effects import Effect, PersonTold, ProfileChanged, SettingsChanged
from app.engine.situation import Decision, Situation
from app.members.settings import check_settings
from app.profile.person import person_from


def decide_profile_update(situation: Situation, activity: ProfileUpdate) -> Decision:
    """Change what is given. A change of zone is a journey: streaks go on from one calendar to the other."""
    check_settings(activity.zone, activity.language)
    person = activity.person or {}
    person_from(person).check(situation.now.date())
    settings = {"zone": activity.zone, "language": activity.language}
    changed = tuple(name for name, value in settings.items() if value is not None)
    effects: list[Effect] = [SettingsChanged(activity.zone, activity.language), ProfileChanged((*changed, *person))]
    if person:
        effects.append(PersonTold(person))
    if activity.zone is not None and activity.zone != situation.member.zone:
        effects += travels(situation, ZoneInfo(activity.zone))
    return Decision(tuple(effects))
