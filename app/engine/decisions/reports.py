"""Activities of the kinds that a programme declares, and what it declares about visits."""

from app.earning.state import EarningState
from app.engine.activities import Reported
from app.engine.activity_facts import read_fields
from app.engine.decisions.earned import with_earnings
from app.engine.refusals import ActivityNotAllowed, DailyLimitReached, UnknownActivityKind
from app.engine.situation import Decision, Situation
from app.programme.model import BUILT_IN_KINDS, Period, Reporter
from app.programme.periods import period_key, start_of_next


def decide_reported(situation: Situation, activity: Reported) -> Decision:
    """Count the activity, and earn what the rules give for it."""
    if activity.kind in BUILT_IN_KINDS:
        raise ActivityNotAllowed(activity.kind, activity.reporter).about("kind")
    if activity.kind not in situation.programme.activities:
        raise UnknownActivityKind(activity.kind, tuple(situation.programme.activities)).about("kind")
    state = counted(situation, activity.reporter)
    read_fields(situation.programme, activity)
    before = situation.member.earning.done.get(activity.kind)
    return with_earnings(situation, None, last=before.last if before else None, state=state)


def counted(situation: Situation, reporter: Reporter) -> EarningState:
    """The member's state once a declared activity is counted. Raises ActivityNotAllowed or DailyLimitReached."""
    kind, state, member = situation.activity.kind, situation.member.earning, situation.member
    declared = situation.programme.activities[kind]
    if reporter not in declared.reporters:
        raise ActivityNotAllowed(kind, reporter).about("kind")
    day = situation.at.astimezone(member.tz).date()
    limit = declared.daily_limit
    if limit is not None and state.done_on(kind, day) >= limit:
        counted_for = max(period_key(Period.DAY, day), state.done[kind].day)
        raise DailyLimitReached(kind, limit, start_of_next(Period.DAY, counted_for, member.tz)).about("kind")
    return state.after_doing(kind, day, situation.at)
