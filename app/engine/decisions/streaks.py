"""What members do about a streak itself: buy a freeze, announce a pause, have it restored."""

from app.engine.activities import StreakFreeze, StreakPause, StreakRestore
from app.engine.decisions.every_streak import first_of, rule_of, streak_effects
from app.engine.effects import Paid
from app.engine.situation import Decision, Situation
from app.programme.model import Price, Streak
from app.streaks.freeze import freeze_bought
from app.streaks.pause import paused
from app.streaks.refusals import UnknownStreak
from app.streaks.restore import restored
from app.streaks.state import Pause, StreakState
from app.streaks.step import Step


def decide_streak_freeze(situation: Situation, activity: StreakFreeze) -> Decision:
    """Pay for a freeze, and hold it until a period is missed."""
    streak, state = _find(situation, activity.streak)
    step = freeze_bought(activity.streak, streak, state, situation.now, situation.member.tz)
    return _decided(situation, activity.streak, step, streak.freezes.price)


def decide_streak_pause(situation: Situation, activity: StreakPause) -> Decision:
    """Announce a pause."""
    streak, state = _find(situation, activity.streak)
    pause = Pause(activity.first, activity.last)
    step = paused(activity.streak, streak, state, pause, situation.now, situation.member.tz)
    return _decided(situation, activity.streak, step, None)


def decide_streak_restore(situation: Situation, activity: StreakRestore) -> Decision:
    """Make good what broke the run, for its price."""
    streak, state = _find(situation, activity.streak)
    step, price = restored(activity.streak, streak, state, situation.now, situation.member.tz)
    return _decided(situation, activity.streak, step, price)


def _find(situation: Situation, name: str) -> tuple[Streak, StreakState]:
    streak = situation.programme.streaks.get(name)
    if streak is None:
        raise UnknownStreak(name).about("streak")
    return streak, situation.member.streak(name, streak) or first_of(situation, streak)


def _decided(situation: Situation, name: str, step: Step, price: Price | None) -> Decision:
    paid = [Paid(rule_of(name), price.asset, price.amount)] if price else []
    return Decision((*paid, *streak_effects(situation, name, step)))
