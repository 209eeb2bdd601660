"""Joining."""

from app.engine.activities import Join
from app.engine.decisions.earned import with_earnings
from app.engine.effects import PersonTold
from app.engine.situation import Decision, Situation
from app.members.refusals import AlreadyJoined


def decide_join(situation: Situation, activity: Join) -> Decision:
    """A welcome by the programme's rules, once."""
    if situation.member.version > 1:
        raise AlreadyJoined(situation.member.joined_at.astimezone(situation.member.tz).date())
    return with_earnings(situation, None, *([PersonTold(activity.person)] if activity.person else []))
