"""What must hold of earning."""

from collections import Counter
from collections.abc import Iterator

from app.engine.decisions.badge_rewards import PREFIX
from app.engine.memory.history import History
from app.programme.model import Programme
from app.simulate.step import Step
from app.storage.client import Row
from app.tiers.rules import LEVEL


def caps_are_kept(step: Step) -> Iterator[str]:
    """What a capped rule has paid in its period grows by what it pays, and never beyond the cap."""
    if step.activity is None:
        return
    for rule in step.programme.earning:
        before = step.before["earning"].get("paid", {}).get(rule.id)
        after = step.after["earning"]["paid"].get(rule.id)
        if rule.cap is None:
            continue
        counted, paid = after or {"amount": 0, "times": 0, "period": "none"}, _earned(step, rule.id)
        if rule.cap.amount is not None and counted["amount"] > rule.cap.amount:
            yield f"{rule.id} has paid {counted['amount']} in {counted['period']}; its cap is {rule.cap.amount}"
        if rule.cap.times is not None and counted["times"] > rule.cap.times:
            yield f"{rule.id} has paid {counted['times']} times in {counted['period']}; its cap is {rule.cap.times}"
        expected = paid + (before["amount"] if before and before["period"] == counted["period"] else 0)
        if counted["amount"] != expected:
            yield f"{rule.id} counts {counted['amount']} for its cap; it has paid {expected}"


def counts_never_go_back(step: Step) -> Iterator[str]:
    """Neither travel nor a late report gives anybody a day twice."""
    for name, key in (("done", "day"), ("done", "last"), ("done", "times"), ("paid", "period")):
        after = step.after["earning"][name]
        for one, before in step.before["earning"].get(name, {}).items():
            if after[one][key] < before[key]:
                yield f"{key} of {one} went from {before[key]} back to {after[one][key]}"


def takes_back_no_more_than_was_earned(programme: Programme, history: History) -> Iterator[str]:
    """Over all its parts, a return is due what the purchase earned, and no more, by each rule. Badges and levels are
    apart: they are lost by what is left, and give back what they paid at another time.
    """
    for key, purchase in history.purchases.items():
        earned = _by_rule(purchase, "earned", "amount")
        due: Counter[tuple[str, str]] = Counter()
        for activity in history.returns.get(key, ()):
            due += _by_rule(activity, "taken_back", "due")
        for one, amount in due.items():
            if amount > earned[one] and not _is_lost_apart(one[1]):
                yield f"the purchase {key[1]} earned {earned[one]} by {one[1]}; its returns took back {amount}"


def _is_lost_apart(rule: str) -> bool:
    is_level = rule.startswith(LEVEL) and ":" not in rule.removeprefix(LEVEL)  # not a multiplier of one
    return is_level or rule.startswith(PREFIX)


def _earned(step: Step, rule: str) -> int:
    return sum(one["amount"] for one in step.outcomes if one["type"] == "earned" and one["rule"] == rule)


def _by_rule(activity: Row, kind: str, amount: str) -> Counter[tuple[str, str]]:
    """The amounts of an activity's outcomes of one type, by asset and rule."""
    amounts: Counter[tuple[str, str]] = Counter()
    for outcome in activity["outcomes"]:
        if outcome["type"] == kind:
            amounts[outcome["asset"], outcome["rule"]] += outcome[amount]
    return amounts
