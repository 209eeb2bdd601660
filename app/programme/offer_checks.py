"""What must be true of offers beyond the form of their fields: that they can be had, and say what they are good for."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from app.programme.mistakes import Mistake, mistake_at
from app.programme.model import ActivityKind, How
from app.programme.tree import Node, Step, find, path_name
from app.programme.values import valid_zone
from app.programme.windows import parse_moment

Found = Iterator[Mistake]

BENEFITS = ("percent", "amount", "free", "access")
ONLY_WITH: dict[str, tuple[str, ...]] = {
    "of": ("percent", "amount", "free"),
    "skus": ("percent", "amount", "free"),
    "most": ("percent", "free"),
}
"""What else a benefit can say, and with which of the benefits."""


def check_offers(tree: Node) -> Found:
    """Each offer is good for one thing, can be had in the way it says, and its parts fit together."""
    block = tree.get("offers")
    for name, offer in (block.fields if block else {}).items():
        steps: tuple[Step, ...] = ("offers", name)
        if not offer.fields:
            continue  # no block at all: the form says so
        yield from _worth(tree, steps, offer)
        yield from _way(tree, steps, offer)
        yield from _window(tree, steps, offer)
    yield from _alternatives(tree)


def _worth(tree: Node, steps: tuple[Step, ...], offer: Node) -> Found:
    has = [name for name in ("benefit", "surprise") if _given(offer, name)]
    if len(has) != 1:
        yield _at(tree, steps, "an offer has either a `benefit` or a `surprise`; give it one of them")
    if benefit := offer.get("benefit"):
        yield from _benefit(tree, (*steps, "benefit"), benefit)
    surprise = offer.get("surprise")
    first: dict[str, int] = {}
    for index, one in enumerate(surprise.items if surprise else []):
        if benefit := one.get("benefit"):
            yield from _benefit(tree, (*steps, "surprise", index, "benefit"), benefit)
        named = one.get("id")
        if named is None or not isinstance(named.value, str):
            continue
        if named.value in first:
            message = f"`{named.value}` exists already, on line {first[named.value]}; give it another name"
            yield _at(tree, (*steps, "surprise", index, "id"), message)
        first.setdefault(named.value, named.place.line)


def _benefit(tree: Node, steps: tuple[Step, ...], benefit: Node) -> Found:
    if not isinstance(benefit.value, dict):
        return  # the form says so
    kinds = [name for name in BENEFITS if _given(benefit, name)]
    if len(kinds) != 1:
        yield _at(tree, steps, "a benefit is one of `percent`, `amount`, `free` and `access`")
        return
    for name, fitting in ONLY_WITH.items():
        if _given(benefit, name) and kinds[0] not in fitting:
            yield _at(tree, (*steps, name), f"`{name}` does not go with `{kinds[0]}`; take it out")
    if kinds == ["free"] and not _given(benefit, "of") and not _given(benefit, "skus"):
        yield _at(tree, steps, "say what is free: add `of`, a list of categories, or `skus`")


def _way(tree: Node, steps: tuple[Step, ...], offer: Node) -> Found:
    node = offer.get("how")
    how = node.value if node else How.CLAIM
    if how == How.BUY and not _given(offer, "price"):
        yield _at(tree, steps, "`how: buy` needs a `price`, for example {asset: points, amount: 100}")
    if how not in (How.BUY, How.STAFF) and _given(offer, "price"):
        yield _at(tree, (*steps, "price"), "only what is bought has a `price`: use `how: buy` or `how: staff`")
    if how == How.AFTER and not _given(offer, "after"):
        yield _at(tree, steps, "`how: after` needs to know after what: add `after`, for example {on: purchase}")
    if how != How.AFTER and _given(offer, "after"):
        yield _at(tree, (*steps, "after"), "`after` goes with `how: after` only; take one of them out")
    if _given(offer, "refundable") and not _given(offer, "price"):
        yield _at(tree, (*steps, "refundable"), "without a `price` there is nothing to refund; take it out")
    after = offer.get("after")
    on = after.get("on") if after else None
    if after and _given(after, "least") and on and on.value != ActivityKind.PURCHASE:
        yield _at(tree, (*steps, "after", "least"), "only a purchase has an amount: use `on: purchase`")


def _window(tree: Node, steps: tuple[Step, ...], offer: Node) -> Found:
    try:
        zone = ZoneInfo(valid_zone(str(tree.fields["zone"].value)))
        first, last = (parse_moment(offer.fields[name].value) for name in ("from", "until"))
    except (KeyError, ValueError):
        return  # not both are there, or their form is told already
    if last.ends(zone) <= first.starts(zone):
        yield _at(tree, (*steps, "until"), f"`until` is not after `from` ({first}); change one of them")


def _alternatives(tree: Node) -> Found:
    choosing = tree.get("choosing")
    block = choosing.get("alternatives") if choosing else None
    seen: set[str] = set()
    for index, group in enumerate(block.items if block else []):
        if group.items and len(group.items) < 2:
            message = "alternatives are two categories or more, for example [tea, coffee]"
            yield _at(tree, ("choosing", "alternatives", index), message)
        for position, one in enumerate(group.items):
            if isinstance(one.value, str) and one.value in seen:
                message = f"`{one.value}` is in the lists already; each category stands in one of them, once"
                yield _at(tree, ("choosing", "alternatives", index, position), message)
            elif isinstance(one.value, str):
                seen.add(one.value)


def _given(node: Node, name: str) -> bool:
    found = node.get(name)
    return found is not None and found.value is not None


def _at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    return mistake_at(find(tree, steps)[1], path_name(steps), message)
