"""What must hold of wallets."""

from collections import Counter
from collections.abc import Iterator

from app.engine.activities import Return, Reversal
from app.programme.model import ReturnPolicy
from app.simulate.step import Step
from app.storage.client import Row


def postings_sum_to_zero(step: Step) -> Iterator[str]:
    """Each transaction moves as much as it takes from elsewhere."""
    for transaction in step.transactions:
        total = sum(posting["amount"] for posting in transaction["postings"])
        if total:
            yield f"the postings of {transaction['_id']} sum to {total}"


def balance_is_the_sum_of_postings(step: Step) -> Iterator[str]:
    """What a wallet holds more or less than before is what the new transactions say."""
    moved: Counter[str] = Counter()
    for transaction in step.transactions:
        moved[transaction["asset"]] += transaction["amount"]
    for asset in {**step.before["wallet"], **step.after["wallet"]}:
        expected = _held(step.before, asset) + moved[asset]
        if (held := _held(step.after, asset)) != expected:
            yield f"the wallet holds {held} {asset}; before and postings make {expected}"


def debts_follow_the_policy(step: Step) -> Iterator[str]:
    """Only a return under the policy `may_go_negative`, and a reversal, book a debt; and only when nothing is left."""
    for asset, held in step.after["wallet"].items():
        debt = held["debt"]
        before = step.before["wallet"].get(asset, {"debt": 0})["debt"]
        if debt and any(lot["active_at"] is None for lot in held["lots"]):
            yield f"there is a debt of {debt} {asset} beside lots that could repay it"
        if debt > before and not _may_book_debt(step, asset):
            yield f"the debt grew from {before} to {debt} {asset}"


def nothing_is_overdue(step: Step) -> Iterator[str]:
    """Whatever is written down is settled first and last; every lot holds something, and changes later than now.

    Warnings alone wait for the passing of time: they never come between other news.
    """
    due = step.after["due_at"]
    waits = step.activity is not None and due == (step.after.get("warnings") or {}).get("due_at")
    if due is not None and due <= step.now and not waits:
        yield f"something was due at {due}"
    for asset, held in step.after["wallet"].items():
        for lot in held["lots"]:
            due_at = lot["active_at"] or lot["expires_at"]
            if lot["remaining"] < 1:
                yield f"a lot holds {lot['remaining']} {asset}"
            if due_at is not None and (due is None or due > due_at or due_at <= step.now):
                yield f"a lot of {asset} is due at {due_at}, the member at {due}"


def _may_book_debt(step: Step, asset: str) -> bool:
    policy = step.programme.assets[asset].on_return
    by_policy = isinstance(step.activity, Return) and policy is ReturnPolicy.MAY_GO_NEGATIVE
    return by_policy or isinstance(step.activity, Reversal)


def _held(document: Row, asset: str) -> int:
    held = document["wallet"].get(asset)
    return sum(lot["remaining"] for lot in held["lots"]) - held["debt"] if held else 0
