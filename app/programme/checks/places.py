"""What must be true of stores and of checking in there."""

from app.programme.checks.reading import Found, at, given
from app.programme.model import ActivityKind
from app.programme.tree import Node


def check_places(tree: Node) -> Found:
    """Where members can check in there are stores, and where rules pay for it they can."""
    check_ins, stores = given(tree, "check_ins"), given(tree, "stores")
    if check_ins and not stores:
        yield at(tree, ("check_ins",), "there is no store to check in at; add `stores`, or take this out")
    if check_ins:
        return
    earning = tree.get("earning")
    for index, rule in enumerate(earning.items if earning else []):
        on = rule.get("on")
        if on and on.value == ActivityKind.CHECK_IN:
            yield at(tree, ("earning", index, "on"), "nobody can check in; add `check_ins`, for example {per_day: 3}")
