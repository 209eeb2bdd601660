"""Visits."""

from app.engine.activities import Visit
from app.engine.decisions.checks import check_name
from app.engine.decisions.earned import with_earnings
from app.engine.decisions.reports import counted
from app.engine.effects import Counted
from app.engine.refusals import ActivityNotAllowed
from app.engine.situation import Decision, Situation
from app.programme.model import Reporter


def decide_visit(situation: Situation, activity: Visit) -> Decision:
    """Count the visit, and earn what the rules give for it.

    Partners report visits, as often as they happen, unless the programme declares otherwise; the app only if it does.
    """
    check_name("store", activity.store)
    check_name("channel", activity.channel)
    reporter = activity.reporter or Reporter.PARTNER
    declared = Visit.kind in situation.programme.activities
    if not declared and reporter is Reporter.APP:
        raise ActivityNotAllowed(Visit.kind, reporter).about("kind")
    return with_earnings(
        situation,
        None,
        Counted(visits=1, visited_at=situation.at, store=activity.store),
        last=situation.member.stats["last_visit_at"],
        state=counted(situation, reporter) if declared else None,
    )
