"""What a goal is, in words."""

from app.programme.kinds import a_kind
from app.programme.model import REDEMPTION, ActivityGoal, Programme
from app.programme.naming import span_of
from app.words import Said, say


def goal_words(goal: ActivityGoal, programme: Programme) -> Said:
    """What reaches a goal: "a purchase that qualifies, within 14 days"."""
    done = _done(goal, programme)
    return say("{done}, within {span}", done=done, span=span_of(goal.within)) if goal.within else done


def _done(goal: ActivityGoal, programme: Programme) -> Said:
    if goal.on == REDEMPTION:
        return say("using a voucher that qualifies") if goal.when else say("using a voucher")
    done = a_kind(goal.on, programme)
    return say("{done} that qualifies", done=done) if goal.when else done
