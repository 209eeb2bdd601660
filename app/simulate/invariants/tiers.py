"""What must hold of tiers and memberships. That levels follow from what activities counted, the audit checks."""

from collections.abc import Iterator
from itertools import pairwise

from app.engine.memory.history import History
from app.programme.model import Programme
from app.simulate.invariants.gone_back import takes_back_more_than_it_paid
from app.simulate.step import Step
from app.storage.client import Row
from app.tiers.ladder import ladder_of
from app.tiers.membership import MOST_TERMS
from app.tiers.rules import LEVEL, MEMBERSHIP


def levels_are_the_best_that_is_held(step: Step) -> Iterator[str]:
    """The level is the higher one of what was earned and what was bought, and its day never goes back."""
    before, after = step.before.get("tiers") or {}, step.after.get("tiers") or {}
    if not after:
        return
    if before and after["day"] < before["day"]:
        yield f"the day of the level went from {before['day']} back to {after['day']}"
    ladder = ladder_of(step.programme)
    bought = [one["level"] for name, one in after["bought"].items() if name in after["held"]]
    best = max(ladder.rank(level) for level in (after["earned"], *bought))
    if ladder.rank(after["level"]) != best:
        yield f"the level is {after['level']}; {after['earned']} was earned and {', '.join(bought) or 'none'} bought"
    if any(amount < 0 for amount in after["counts"].values()):
        yield f"less than nothing counts toward the level: {after['counts']}"


def memberships_follow_one_another(step: Step) -> Iterator[str]:
    """The times of a membership follow one another without gaps, and no more lie ahead than can be paid for."""
    for name, bought in (step.after.get("tiers") or {}).get("bought", {}).items():
        terms: list[Row] = bought["terms"]
        if any(one["until"] != other["since"] for one, other in pairwise(terms)):
            yield f"there is a gap between the times of {name}"
        ahead = sum(term["until"] > step.now for term in terms)
        if ahead > MOST_TERMS:
            yield f"{ahead} times of {name} are paid for"


def lost_levels_give_back_no_more_than_they_paid(programme: Programme, history: History) -> Iterator[str]:
    """Over a whole life a level, and a membership, takes back what it paid, and no more."""
    return takes_back_more_than_it_paid(history, lambda rule: rule.startswith((LEVEL, MEMBERSHIP)))
