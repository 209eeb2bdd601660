"""The passing of time."""

from app.engine.activities import TimePassed
from app.engine.situation import Decision, Situation


def decide_time_passed(situation: Situation, activity: TimePassed) -> Decision:
    """Nothing of its own: wallets are settled before every decision, streaks, tiers and warnings are
    looked at after it."""
    return Decision()
