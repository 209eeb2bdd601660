"""What must be true of the declared activities and of the earning rules beyond the form of their fields."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.programme.checks.common import check_once, check_window
from app.programme.checks.reading import Found, at, duration_of, given, listed, named, text_of
from app.programme.leaves import Leaf
from app.programme.mistakes import did_you_mean
from app.programme.model import BUILT_IN_KINDS, REDEMPTION, ActivityKind, FieldType
from app.programme.tree import Node, Step, path_name
from app.programme.values import Meaning

ANY_DAY = datetime(2001, 1, 1, tzinfo=ZoneInfo("UTC"))
"""From where durations of different units are compared."""
FIELD_TYPES = [str(one) for one in FieldType]
NOT_WITH_MULTIPLY = {
    "per": "a multiplier has no rate of its own; take it out",
    "rounding": "what is multiplied is rounded as its own rule says; take it out",
    "budget": "give the rules that it multiplies a `budget`, or the multiplier a `cap`",
}


def check_activities(tree: Node) -> Found:
    """Declared kinds take no names that exist already, and one field name means one type everywhere."""
    types: dict[str, tuple[str, object]] = {}
    for kind, declared in named(tree, "activities"):
        steps: tuple[Step, ...] = ("activities", kind)
        if kind in BUILT_IN_KINDS - {ActivityKind.VISIT}:
            yield at(tree, steps, f"`{kind}` is a kind of activity by itself; give this one another name")
        fields = declared.get("fields")
        if kind == ActivityKind.VISIT and fields:
            yield at(
                tree, (*steps, "fields"), "a visit has its fields, `store` and `channel`, by itself; take this out"
            )
        for name, node in (fields.fields if fields else {}).items():
            if node.value not in FIELD_TYPES:
                continue
            other, before = types.setdefault(name, (kind, node.value))
            if before != node.value:
                message = f"`{name}` is `{before}` in `{other}`; give it the same type here, or another name"
                yield at(tree, (*steps, "fields", name), message)


def check_kinds(tree: Node, everything: list[Leaf]) -> Found:
    """Activities that rules name can earn, or are declared."""
    earning = [*ActivityKind, *(kind for kind, _ in named(tree, "activities"))]
    known = {Meaning.KIND: earning, Meaning.GOAL_KIND: [*earning, REDEMPTION]}
    for leaf in everything:
        name = leaf.node.value
        if leaf.meaning in known and isinstance(name, str) and name not in known[leaf.meaning]:
            kinds = [str(kind) for kind in known[leaf.meaning]]
            way_out = did_you_mean(name, kinds, "add it to `activities`")
            yield at(tree, leaf.steps, f"there is no activity `{name}`; {way_out}")


def check_earning(tree: Node) -> Found:
    """Each rule says one way to earn, and its parts fit together."""
    rules = listed(tree, "earning")
    yield from check_once(("earning",), [rule.get("id") for rule in rules], "rule")
    for index, rule in enumerate(rules):
        steps: tuple[Step, ...] = ("earning", index)
        yield from _way_to_earn(tree, steps, rule)
        yield from _rate(tree, steps, rule)
        yield from check_window(tree, steps, rule)
        yield from _decay(tree, steps, rule)
        yield from _multiplied(tree, steps, rule, rules)
        if given(rule, "holds_until") and not given(rule, "when"):
            message = "`holds_until` needs a condition that holds; add `when`, or take it out"
            yield at(tree, (*steps, "holds_until"), message)
        if _is_surprise(rule) and not given(rule, "from"):
            yield at(tree, (*steps, "surprise"), "a surprise needs a moment at which it starts; add `from`")
        cap = rule.get("cap")
        if cap and isinstance(cap.value, dict) and not given(cap, "amount") and not given(cap, "times"):
            yield at(tree, (*steps, "cap"), "a cap needs an `amount`, a number of `times` or both")


def _way_to_earn(tree: Node, steps: tuple[Step, ...], rule: Node) -> Found:
    ways = [name for name in ("amount", "decay", "multiply") if given(rule, name)]
    if rule.fields and not ways:
        message = f"`amount` is missing; add it to `{path_name(steps)}`, or `multiply` or `decay` in its place"
        yield at(tree, steps, message)
    for name in ways[1:]:
        yield at(tree, (*steps, name), f"a rule has `{ways[0]}` or `{name}`, not both; make two rules of it")


def _rate(tree: Node, steps: tuple[Step, ...], rule: Node) -> Found:
    kind = rule.get("on")
    if "per" not in rule.fields or given(rule, "multiply"):
        return
    if kind and isinstance(kind.value, str) and kind.value != ActivityKind.PURCHASE:
        message = f"`per` needs money, and a {kind.value} has none; take it out or use `on: purchase`"
        yield at(tree, (*steps, "per"), message)
    if given(rule, "decay"):
        yield at(tree, (*steps, "per"), "`decay` pays fixed amounts; take `per` out")


def _decay(tree: Node, steps: tuple[Step, ...], rule: Node) -> Found:
    decay = rule.get("decay")
    spans = [duration_of(step.get("within")) for step in (decay.items if decay else [])]
    for index, (one, other) in enumerate(pairwise(spans), start=1):
        if one and other and other.after(ANY_DAY, ZoneInfo("UTC")) <= one.after(ANY_DAY, ZoneInfo("UTC")):
            message = f"`within` must grow from step to step, but {other} is not longer than {one}"
            yield at(tree, (*steps, "decay", index, "within"), message)


def _multiplied(tree: Node, steps: tuple[Step, ...], rule: Node, rules: list[Node]) -> Found:
    of = rule.get("of")
    if not given(rule, "multiply"):
        if of is not None:
            yield at(tree, (*steps, "of"), "only a rule with `multiply` has `of`; take it out")
        return
    for name, way_out in NOT_WITH_MULTIPLY.items():
        if given(rule, name):
            yield at(tree, (*steps, name), f"`{name}` does not go with `multiply`: {way_out}")
    others = {text_of(one, "id"): one for one in rules}
    for index, node in enumerate(of.items if of else []):
        if isinstance(node.value, str) and (message := _not_multiplied(node.value, rule, others)):
            yield at(tree, (*steps, "of", index), message)


def _not_multiplied(name: str, rule: Node, others: dict[str | None, Node]) -> str | None:
    """Why the rule cannot multiply the one of this name."""
    other = others.get(name)
    if other is None:
        known = [one for one in others if one is not None and one != text_of(rule, "id")]
        return f"there is no rule `{name}`; {did_you_mean(name, known, 'take it out')}"
    if given(other, "multiply"):
        return f"`{name}` multiplies too, and only what other rules earn can be multiplied; take it out"
    if _is_surprise(other) and not _is_surprise(rule):
        return f"`{name}` is a surprise, and members would read of it here; make both surprises, or take it out"
    for field, words in (("on", "is for another activity"), ("earn", "earns another asset")):
        if text_of(other, field) != text_of(rule, field):
            return f"`{name}` {words} (`{text_of(other, field)}`), so it never meets this one; take it out"
    return None


def _is_surprise(rule: Node) -> bool:
    found = rule.get("surprise")
    return found is not None and found.value is True
