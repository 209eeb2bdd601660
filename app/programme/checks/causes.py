"""What must be true of causes beyond the form of their fields."""

from decimal import Decimal

from app.programme.checks.common import check_days, check_once
from app.programme.checks.reading import Found, at, given, listed, named, percent_of
from app.programme.model import SharedBy
from app.programme.tree import Node, Step


def check_causes(tree: Node) -> Found:
    """Each cause can be given to, its goal counts what it takes, and purchases are not shared away."""
    for name, cause in named(tree, "causes"):
        yield from _cause(tree, ("causes", name), cause)
    yield from _shares(tree)


def _cause(tree: Node, steps: tuple[Step, ...], cause: Node) -> Found:
    accepted = [one.get("asset") for one in listed(cause, "accepts")]
    yield from check_once((*steps, "accepts"), accepted, "asset")
    yield from check_days(tree, steps, cause)
    if cause.fields and not accepted and not given(cause, "share"):
        message = "nobody can give to this cause; give it something it `accepts`, a `share` of purchases or both"
        yield at(tree, steps, message)
    goal = cause.get("goal")
    if goal and isinstance(goal.value, dict):
        yield from _goal(tree, (*steps, "goal"), goal, [node.value for node in accepted if node])


def _goal(tree: Node, steps: tuple[Step, ...], goal: Node, accepted: list[object]) -> Found:
    has = {name for name in ("money", "asset", "amount") if given(goal, name)}
    if has not in ({"money"}, {"asset", "amount"}):
        message = "a goal is `money`, for example {money: 5000.00}, or an `asset` and an `amount` of it"
        yield at(tree, steps, message)
    elif "asset" in has and (asset := goal.get("asset")) and asset.value not in accepted:
        message = f"the goal counts `{asset.value}`, which the cause does not take; add it to `accepts`"
        yield at(tree, (*steps, "asset"), message)


def _shares(tree: Node) -> Found:
    """A purchase shares no more than the whole of itself: with all causes of everybody, and with one more chosen."""
    shares = [(name, cause.get("share")) for name, cause in named(tree, "causes")]
    of_everybody, chosen = Decimal(0), Decimal(0)
    for name, share in shares:
        percent = percent_of(share.get("percent")) if share else None
        if share is None or percent is None:
            continue
        of = share.get("of")
        if of and of.value == SharedBy.EVERYBODY:
            of_everybody += percent
        else:
            chosen = max(chosen, percent)
        if of_everybody + chosen > 100:
            message = f"with this share a purchase would give {of_everybody + chosen} % of itself; lower one of them"
            yield at(tree, ("causes", name, "share", "percent"), message)
            return
