"""Travel: a change of zone."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.programme.model import Streak
from app.streaks.calendar import day_of
from app.streaks.settle import passed, streak_after
from app.streaks.state import Journey, StreakState, day_starts
from app.streaks.step import Step


def travelled(streak: Streak, state: StreakState, now: datetime, left: ZoneInfo, reached: ZoneInfo) -> Step:
    """The streak of a member who comes from one zone into another.

    The member's date never goes back. Where it jumps ahead, the periods that the journey cut short are excused: nobody
    loses a run by flying east.
    """
    settled = streak_after(streak, state, now, left)
    today = max(settled.state.day, day_of(now, reached, day_starts(streak)))
    arrived = replace(settled.state, journey=Journey(now, left.key, today))
    step = passed(streak, arrived, today, reached, by_journey=True)
    return Step(step.state, settled.happenings + step.happenings)
