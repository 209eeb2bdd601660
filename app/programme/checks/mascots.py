"""What must be true of mascot games beyond the form of their fields."""

from app.programme.checks.common import check_once
from app.programme.checks.reading import Found, at, listed, named, whole_of
from app.programme.tree import Node, Step


def check_mascots(tree: Node) -> Found:
    """The mascots of a round fit into its time."""
    for name, game in named(tree, "mascots"):
        yield from _game(tree, ("mascots", name), game)


def _game(tree: Node, steps: tuple[Step, ...], game: Node) -> Found:
    yield from check_once((*steps, "kinds"), [kind.get("id") for kind in listed(game, "kinds")], "kind")
    round_s, appearances, visible_ms = (whole_of(game.get(name)) for name in ("round_s", "appearances", "visible_ms"))
    if round_s and appearances and visible_ms and appearances * visible_ms > round_s * 1000:
        message = (
            f"mascots appear one after another: {appearances} of {visible_ms} ms each don't fit into {round_s} s; "
            "make `round_s` longer, or `appearances` or `visible_ms` less"
        )
        yield at(tree, (*steps, "appearances"), message)
