"""Going into fences and out of them."""

from app.engine.activities import FenceCrossing
from app.engine.situation import Decision, Situation


def decide_fence_crossing(situation: Situation, activity: FenceCrossing) -> Decision:
    """By itself it leads to nothing: it sets campaigns off, and what counts activities counts it."""
    return Decision()
