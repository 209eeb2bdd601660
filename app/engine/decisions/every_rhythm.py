"""The member's rhythm along the way: every activity that brings them to us marks its day."""

from app.engine.activities import CheckIn, Purchase, Reported, Visit
from app.engine.effects import RhythmKept
from app.engine.situation import Decision, Situation


def with_rhythm(situation: Situation, decision: Decision) -> Decision:
    """The decision with the day on which the member was active: bought, came by, or did what the programme declares.

    A return leaves the day: the member did come.
    """
    if not isinstance(situation.activity, CheckIn | Purchase | Reported | Visit):
        return decision
    at, member = situation.at, situation.member
    rhythm = member.rhythm.after(at.astimezone(member.tz).date(), at)
    if rhythm == member.rhythm:
        return decision
    return Decision((*decision.effects, RhythmKept(rhythm)), decision.reasons)
