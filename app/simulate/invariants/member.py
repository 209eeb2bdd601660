"""What must hold of the member document itself."""

from collections.abc import Iterator

from app.engine.memory.history import History
from app.programme.model import Programme
from app.simulate.step import Step

VISITS = ("visit", "check_in")


def versions_go_up(step: Step) -> Iterator[str]:
    """Each commit takes the next version, and every transaction it numbers exists."""
    before, after = step.before, step.after
    if after["version"] <= before["version"]:
        yield f"version {after['version']} follows {before['version']}"
    numbered = after["transactions"] - before["transactions"]
    if numbered != len(step.transactions):
        yield f"{numbered} transactions were counted and {len(step.transactions)} written"


def statistics_tell_what_happened(programme: Programme, history: History) -> Iterator[str]:
    """The running totals are what the activities of a whole life add up to."""
    bought = sum(purchase["said"]["amount"] for purchase in history.purchases.values())
    returned = {key: sum(map(_returned, rows)) for key, rows in history.returns.items()}
    gone = sum(returned[key] == history.purchases[key]["said"]["amount"] for key in returned)
    visits = sum(activity["kind"] in VISITS for activity in history.activities.values())
    expected = {"purchases": len(history.purchases) - gone, "spent": bought - sum(returned.values()), "visits": visits}
    for name, amount in expected.items():
        if history.document["stats"][name] != amount:
            yield f"{name} is {history.document['stats'][name]}; the activities add up to {amount}"
    for key, amount in returned.items():
        if amount > (whole := history.purchases[key]["said"]["amount"]):
            yield f"{amount} of the purchase {key[1]} of {whole} came back"


def _returned(activity: dict[str, object]) -> int:
    outcomes = activity["outcomes"]
    assert isinstance(outcomes, list)
    return sum(outcome["amount"] for outcome in outcomes if outcome["type"] == "returned")
