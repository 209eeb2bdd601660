"""What must be true of offers beyond the form of their fields: that they can be had, and say what they are good for."""

from zoneinfo import ZoneInfo

from app.programme.checks.common import check_window
from app.programme.checks.reading import Found, at, given
from app.programme.model import ActivityKind, How
from app.programme.tree import Node, Step
from app.programme.values import valid_zone
from app.programme.windows import parse_factor, parse_moment

BENEFITS = ("percent", "amount", "free", "multiply", "access")
ONLY_WITH: dict[str, tuple[str, ...]] = {
    "of": ("percent", "amount", "free"),
    "skus": ("percent", "amount", "free"),
    "most": ("percent", "free"),
    "earn": ("multiply",),
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
        yield from check_window(tree, steps, offer)
        yield from _early(tree, steps, offer)
    yield from _alternatives(tree)


def _worth(tree: Node, steps: tuple[Step, ...], offer: Node) -> Found:
    has = [name for name in ("benefit", "surprise") if given(offer, name)]
    if len(has) != 1:
        yield at(tree, steps, "an offer has either a `benefit` or a `surprise`; give it one of them")
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
            yield at(tree, (*steps, "surprise", index, "id"), message)
        first.setdefault(named.value, named.place.line)


def _benefit(tree: Node, steps: tuple[Step, ...], benefit: Node) -> Found:
    if not isinstance(benefit.value, dict):
        return  # the form says so
    kinds = [name for name in BENEFITS if given(benefit, name)]
    if len(kinds) != 1:
        yield at(tree, steps, "a benefit is one of `percent`, `amount`, `free`, `multiply` and `access`")
        return
    for name, fitting in ONLY_WITH.items():
        if given(benefit, name) and kinds[0] not in fitting:
            yield at(tree, (*steps, name), f"`{name}` does not go with `{kinds[0]}`; take it out")
    if kinds == ["free"] and not given(benefit, "of") and not given(benefit, "skus"):
        yield at(tree, steps, "say what is free: add `of`, a list of categories, or `skus`")
    if kinds == ["multiply"]:
        yield from _multiplier(tree, steps, benefit)


def _multiplier(tree: Node, steps: tuple[Step, ...], benefit: Node) -> Found:
    """It makes more of something that purchases earn."""
    if _is_small(benefit.get("multiply")):
        yield at(tree, (*steps, "multiply"), "an offer multiplies by more than 1, for example 2 or 1.5")
    earn, assets = benefit.get("earn"), tree.get("assets")
    if earn is None or earn.value is None:
        yield at(tree, steps, "say what is multiplied: add `earn`, an asset that purchases earn")
    elif assets and earn.value in assets.fields and earn.value not in _earned_by_purchases(tree):
        message = f"no rule for purchases earns `{earn.value}`, so there is nothing to multiply; name another asset"
        yield at(tree, (*steps, "earn"), message)


def _is_small(factor: Node | None) -> bool:
    try:
        return factor is not None and parse_factor(factor.value) <= 1
    except ValueError:
        return False  # the form says so


def _earned_by_purchases(tree: Node) -> set[object]:
    block = tree.get("earning")
    found: set[object] = set()
    for rule in block.items if block else []:
        on, earn = rule.get("on"), rule.get("earn")
        if on and earn and on.value == ActivityKind.PURCHASE and not given(rule, "multiply"):
            found.add(earn.value)
    return found


def _way(tree: Node, steps: tuple[Step, ...], offer: Node) -> Found:
    node = offer.get("how")
    how = node.value if node else How.CLAIM
    if how == How.BUY and not given(offer, "price"):
        yield at(tree, steps, "`how: buy` needs a `price`, for example {asset: points, amount: 100}")
    if how == How.CONVERT:
        yield from _conversion(tree, steps, offer)
    if how not in (How.BUY, How.STAFF, How.CONVERT) and given(offer, "price"):
        yield at(tree, (*steps, "price"), "only what is bought has a `price`: use `how: buy` or `how: staff`")
    if how != How.BUY and given(offer, "sold_by"):
        yield at(tree, (*steps, "sold_by"), "`sold_by` goes with `how: buy` only; take it out")
    if how == How.AFTER and not given(offer, "after"):
        yield at(tree, steps, "`how: after` needs to know after what: add `after`, for example {on: purchase}")
    if given(offer, "after") and (node is None or how not in (How.AFTER, How.CLAIM)):
        message = "`after` goes with `how: after` or, if members can claim it too, `how: claim`; say which"
        yield at(tree, (*steps, "after"), message)
    if given(offer, "refundable") and not given(offer, "price"):
        yield at(tree, (*steps, "refundable"), "without a `price` there is nothing to refund; take it out")
    after = offer.get("after")
    on = after.get("on") if after else None
    if after and given(after, "least") and on and on.value != ActivityKind.PURCHASE:
        yield at(tree, (*steps, "after", "least"), "only a purchase has an amount: use `on: purchase`")


def _early(tree: Node, steps: tuple[Step, ...], offer: Node) -> Found:
    early = offer.get("early")
    if early is None or not early.fields:
        return  # the form says so
    if not given(offer, "from"):
        yield at(tree, (*steps, "early"), "early access needs a start for everybody else; add `from` to the offer")
        return
    try:
        zone = ZoneInfo(valid_zone(str(tree.fields["zone"].value)))
        first, sooner = (parse_moment(block.fields["from"].value) for block in (offer, early))
    except (KeyError, ValueError):
        return
    if sooner.starts(zone) >= first.starts(zone):
        message = f"early access begins before everybody's ({first}); change one of them"
        yield at(tree, (*steps, "early", "from"), message)


def _conversion(tree: Node, steps: tuple[Step, ...], offer: Node) -> Found:
    """A balance turns into something known that there is enough of: members rely on it."""
    if not given(offer, "price"):
        yield at(tree, steps, "`how: convert` needs a `price`, for example {asset: points, amount: 100}")
    for name in ("stock", "surprise"):
        if given(offer, name):
            yield at(tree, (*steps, name), f"`{name}` does not go with `how: convert`; take it out")


def _alternatives(tree: Node) -> Found:
    choosing = tree.get("choosing")
    block = choosing.get("alternatives") if choosing else None
    seen: set[str] = set()
    for index, group in enumerate(block.items if block else []):
        if group.items and len(group.items) < 2:
            message = "alternatives are two categories or more, for example [tea, coffee]"
            yield at(tree, ("choosing", "alternatives", index), message)
        for position, one in enumerate(group.items):
            if isinstance(one.value, str) and one.value in seen:
                message = f"`{one.value}` is in the lists already; each category stands in one of them, once"
                yield at(tree, ("choosing", "alternatives", index, position), message)
            elif isinstance(one.value, str):
                seen.add(one.value)
