"""Checking in at stores."""

from app.engine.activities import CheckIn
from app.engine.decisions.earned import with_earnings
from app.engine.effects import CheckedIn, Counted
from app.engine.situation import Decision, Situation
from app.places.check_in import check_in


def decide_check_in(situation: Situation, activity: CheckIn) -> Decision:
    """Count the check-in, which is a visit whose place we have seen ourselves, and earn what the rules give for it."""
    member = situation.member
    state = check_in(situation.programme, member.check_ins, activity.store, activity.near, situation.at, member.tz)
    return with_earnings(
        situation,
        None,
        CheckedIn(activity.store, state),
        Counted(visits=1, visited_at=situation.at, store=activity.store),
        last=member.check_ins.last,
    )
