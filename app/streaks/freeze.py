"""Freeze: buy one, to be used by itself for a period that is missed later."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.programme.model import Streak
from app.streaks.refusals import FreezeNotSold, FreezesFull
from app.streaks.settle import streak_after
from app.streaks.state import StreakState
from app.streaks.step import Change, Happening, Step


def freeze_bought(name: str, streak: Streak, state: StreakState, now: datetime, zone: ZoneInfo) -> Step:
    """The streak with one more freeze. Raises FreezeNotSold or FreezesFull."""
    if streak.freezes.price is None:
        raise FreezeNotSold(name).about("streak")
    settled = streak_after(streak, state, now, zone)
    state, most = settled.state, streak.freezes.hold_at_most
    if state.freezes >= most:
        raise FreezesFull(name, state.freezes, most).about("streak")
    gained = Happening(Change.FREEZE_GAINED, state.open, state.length)
    return Step(replace(state, freezes=state.freezes + 1), (*settled.happenings, gained))
