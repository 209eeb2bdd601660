"""What a goal is, in words."""

from app.programme.describe import kind_name
from app.programme.model import REDEMPTION, ActivityGoal, Programme
from app.words import Said, say


def goal_words(goal: ActivityGoal, programme: Programme, language: str) -> Said:
    """What reaches a goal: "a purchase that qualifies, within 14 days"."""
    done = _done(goal, programme, language)
    return say("{done}, within {span}", done=done, span=str(goal.within)) if goal.within else done


def _done(goal: ActivityGoal, programme: Programme, language: str) -> Said:
    if goal.on == REDEMPTION:
        return say("using a voucher that qualifies") if goal.when else say("using a voucher")
    kind = kind_name(goal.on, programme, language)
    return say("a {kind} that qualifies", kind=kind) if goal.when else say("a {kind}", kind=kind)
