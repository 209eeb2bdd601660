"""What must be true of streaks beyond the form of their fields."""

from app.programme.checks.common import check_once
from app.programme.checks.reading import Found, listed, named
from app.programme.tree import Node


def check_streaks(tree: Node) -> Found:
    """No streak names an activity twice."""
    for name, streak in named(tree, "streaks"):
        yield from check_once(("streaks", name, "of"), [*listed(streak, "of")], "kind")
