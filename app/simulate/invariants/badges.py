"""What must hold of badges. That they are what activities awarded, less what they revoked, the audit checks."""

from collections.abc import Iterator

from app.engine.decisions.badge_rewards import PREFIX
from app.engine.deeds import counting, deeds_in
from app.engine.memory.history import History
from app.engine.state import state_from
from app.programme.model import Programme
from app.simulate.invariants.gone_back import takes_back_more_than_it_paid
from app.simulate.step import Step


def badges_are_earned_as_often_as_they_can_be(step: Step) -> Iterator[str]:
    """Nobody has a badge more often than it can be earned, or a level of it more than once."""
    for name, won in step.after.get("badges", {}).get("won", {}).items():
        badge = step.programme.badges[name]
        for one in won:
            most = badge.times if one["level"] is None else 1
            if not 1 <= one["times"] <= most:
                yield f"{name} was won {one['times']} times; {most} are possible"


def revoked_badges_give_back_no_more_than_they_paid(programme: Programme, history: History) -> Iterator[str]:
    """Over a whole life a badge takes back what it paid, and no more."""
    return takes_back_more_than_it_paid(history, lambda rule: rule.startswith(PREFIX))


def tallies_are_what_the_history_comes_to(programme: Programme, history: History) -> Iterator[str]:
    """What was counted step by step is what the whole life, counted anew, comes to."""
    state = state_from(history.document)
    count = counting(programme, state)
    if not programme.badges or count.is_stale(state.badges):
        return
    deeds = deeds_in(programme, list(history.activities.values()))
    for name, badge in count.badges.items():
        if (kept := state.badges.tally(name)) != (anew := count.tally(badge, deeds)):
            yield f"{name} is at {kept.value}; counted anew it is at {anew.value}"
