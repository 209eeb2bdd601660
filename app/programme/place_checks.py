"""What must be true of stores and of checking in there."""

from collections.abc import Iterator

from app.programme.mistakes import Mistake, mistake_at
from app.programme.model import ActivityKind
from app.programme.tree import Node, Step, find, path_name


def check_places(tree: Node) -> Iterator[Mistake]:
    """Where members can check in there are stores, and where rules pay for it they can."""
    check_ins, stores = _given(tree, "check_ins"), _given(tree, "stores")
    if check_ins and not stores:
        yield _at(tree, ("check_ins",), "there is no store to check in at; add `stores`, or take this out")
    if check_ins:
        return
    earning = tree.get("earning")
    for index, rule in enumerate(earning.items if earning else []):
        on = rule.get("on")
        if on and on.value == ActivityKind.CHECK_IN:
            yield _at(tree, ("earning", index, "on"), "nobody can check in; add `check_ins`, for example {per_day: 3}")


def _given(tree: Node, name: str) -> bool:
    node = tree.get(name)
    return node is not None and node.value is not None


def _at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    return mistake_at(find(tree, steps)[1], path_name(steps), message)
