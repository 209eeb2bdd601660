"""Visits."""

from app.engine.activities import Visit
from app.engine.decisions.checks import check_name
from app.engine.decisions.earned import with_earnings
from app.engine.effects import Counted
from app.engine.situation import Decision, Situation


def decide_visit(situation: Situation, activity: Visit) -> Decision:
    """Count the visit, and earn what the rules give for it."""
    check_name("store", activity.store)
    check_name("channel", activity.channel)
    return with_earnings(situation, None, Counted(visits=1, visited_at=situation.at))
