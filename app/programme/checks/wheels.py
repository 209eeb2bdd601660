"""What must be true of wheels beyond the form of their fields."""

from app.programme.checks.common import check_days, check_once
from app.programme.checks.reading import Found, at, given, listed, named
from app.programme.tree import Node, Step


def check_wheels(tree: Node) -> Found:
    """Each wheel can be spun, and has something to win."""
    for name, wheel in named(tree, "wheels"):
        yield from _wheel(tree, ("wheels", name), wheel)


def _wheel(tree: Node, steps: tuple[Step, ...], wheel: Node) -> Found:
    segments = listed(wheel, "segments")
    yield from check_once((*steps, "segments"), [segment.get("id") for segment in segments], "segment")
    if wheel.fields and not given(wheel, "token") and not given(wheel, "free"):
        message = "nobody can spin this wheel; give it a `token`, `free` spins or both"
        yield at(tree, steps, message)
    if segments and all(_is_zero(segment.get("stock")) for segment in segments):
        message = "every segment has stock 0, so nothing can be won; take `stock` out of one at least"
        yield at(tree, (*steps, "segments"), message)
    yield from check_days(tree, (*steps, "rules"), wheel.get("rules"))


def _is_zero(node: Node | None) -> bool:
    return node is not None and node.value == 0 and node.value is not False
