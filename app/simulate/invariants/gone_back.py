"""What rules have paid in a life, and taken back."""

from collections import Counter
from collections.abc import Callable, Iterator

from app.engine.memory.history import History


def takes_back_more_than_it_paid(history: History, concerns: Callable[[str], bool]) -> Iterator[str]:
    """Say of each of the rules in question where it was due back more than it has paid, over the whole life."""
    paid: Counter[tuple[str, str]] = Counter()
    for activity in history.activities.values():
        for outcome in activity["outcomes"]:
            if outcome["type"] in ("earned", "taken_back") and concerns(outcome["rule"]):
                amount = outcome["amount"] if outcome["type"] == "earned" else -outcome["due"]
                paid[outcome["rule"], outcome["asset"]] += amount
    for (rule, asset), amount in paid.items():
        if amount < 0:
            yield f"{rule} took back {-amount} {asset} more than it has paid"
