"""What must hold of causes. That gifts are in the ledger and the member document alike, the audit checks."""

from collections.abc import Iterator

from app.engine.activities import Purchase
from app.simulate.step import Step


def purchases_share_no_more_than_they_are(step: Step) -> Iterator[str]:
    """A share of a purchase is a part of it; and what a member's purchases have shared is never below zero."""
    if isinstance(step.activity, Purchase):
        for outcome in step.outcomes:
            if outcome["type"] == "shared_with_cause" and not 0 < outcome["amount"] <= step.activity.amount:
                yield f"a purchase of {step.activity.amount} shared {outcome['amount']} with {outcome['cause']}"
    for cause, gifts in step.after["causes"].get("given", {}).items():
        if gifts["shared"] < 0 or gifts["worth"] < 0 or any(amount < 0 for amount in gifts["assets"].values()):
            yield f"less than nothing was given to {cause}: {gifts}"
