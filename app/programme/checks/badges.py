"""What must be true of badges beyond the form of their fields."""

from itertools import pairwise

from app.programme.checks.common import check_window
from app.programme.checks.reading import Found, at, given, listed, text_of, whole_of
from app.programme.language import Attribute, Type, Vocabulary
from app.programme.mistakes import did_you_mean
from app.programme.model import LARGEST_COLLECTION, ActivityKind
from app.programme.tree import Node, Step

MEASURES = ("within_days", "different", "sum", "streak")
NOT_OF_STREAKS = ("of", "when", "from", "until", "weekdays", "hours")
TYPES = {
    "different": (Type.STRING, Type.STRINGS, Type.INT, Type.BOOL),
    "sum": (Type.INT, Type.NUMBER),
}
"""What can be told apart, and what can be added up."""
MONEY = "activity.amount"


def check_badges(tree: Node, vocabulary: Vocabulary) -> Found:
    """Each badge measures one thing, and can be reached. `vocabulary` has the programme's own attributes, too."""
    block = tree.get("badges")
    streaks = tree.get("streaks")
    for name, badge in (block.fields if block else {}).items():
        steps: tuple[Step, ...] = ("badges", name)
        if badge.fields:
            yield from _measure(tree, steps, badge)
            yield from _counted(tree, steps, badge)
            yield from _attributes(tree, steps, badge, vocabulary.about("activity"))
            yield from _streak(tree, steps, badge, [*streaks.fields] if streaks else [])
            yield from _targets(tree, steps, badge)
            yield from check_window(tree, steps, badge)


def _measure(tree: Node, steps: tuple[Step, ...], badge: Node) -> Found:
    measures = [name for name in MEASURES if given(badge, name)]
    for name in measures[1:]:
        yield at(tree, (*steps, name), f"a badge has `{measures[0]}` or `{name}`, not both; make two badges of it")
    if given(badge, "times") and measures and measures[0] != "sum":
        message = f"only a number or a `sum` can be reached again; take `times` out, or `{measures[0]}`"
        yield at(tree, (*steps, "times"), message)


def _counted(tree: Node, steps: tuple[Step, ...], badge: Node) -> Found:
    if given(badge, "streak"):
        for name in NOT_OF_STREAKS:
            if given(badge, name):
                yield at(tree, (*steps, name), f"the streak says itself what counts; take `{name}` out")
    elif not given(badge, "of"):
        yield at(tree, steps, "`of` is missing; add the activities that count, for example `of: [visit]`")
    kinds: set[str] = set()
    for index, node in enumerate(listed(badge, "of")):
        if isinstance(node.value, str) and node.value in kinds:
            yield at(tree, (*steps, "of", index), f"`{node.value}` is there already; take it out")
        kinds.add(str(node.value))


def _attributes(tree: Node, steps: tuple[Step, ...], badge: Node, known: Vocabulary) -> Found:
    for measure, types in TYPES.items():
        name = text_of(badge, measure)
        if name is None:
            continue
        attribute = known.get(name)
        if attribute is None or attribute.type not in types:
            way_out = _way_out(name, attribute, types, known)
            yield at(tree, (*steps, measure), way_out)
    if text_of(badge, "sum") == MONEY and ActivityKind.PURCHASE not in [node.value for node in listed(badge, "of")]:
        yield at(tree, (*steps, "sum"), "only purchases have an amount; add `purchase` to `of`, or sum something else")


def _way_out(name: str, attribute: Attribute | None, types: tuple[Type, ...], known: Vocabulary) -> str:
    if attribute is not None:
        return f"`{name}` is {attribute.type.value}, which does not go here; use another one"
    fitting = [one.name for one in known if one.type in types]
    return f"nothing is known of an activity as `{name}`; {did_you_mean(name, fitting, 'use another name')}"


def _streak(tree: Node, steps: tuple[Step, ...], badge: Node, streaks: list[str]) -> Found:
    name = text_of(badge, "streak")
    if name is not None and name not in streaks:
        way_out = did_you_mean(name, streaks, "add it to `streaks`")
        yield at(tree, (*steps, "streak"), f"there is no streak `{name}`; {way_out}")


def _targets(tree: Node, steps: tuple[Step, ...], badge: Node) -> Found:
    levels = listed(badge, "levels")
    if given(badge, "target") == bool(levels):
        yield at(tree, steps, "a badge has a `target` or `levels`, and not both; take one of them out or add one")
    if levels:
        for name, way_out in (("rewards", "give each level its own"), ("times", "each level is earned once")):
            if given(badge, name):
                yield at(tree, (*steps, name), f"`{name}` does not go with `levels`: {way_out}")
    yield from _growing(tree, steps, levels)
    if given(badge, "within_days") or given(badge, "different"):
        targets = [((*steps, "target"), badge.get("target"))]
        targets += [((*steps, "levels", index, "target"), one.get("target")) for index, one in enumerate(levels)]
        for place, target in targets:
            if (whole := whole_of(target)) is not None and whole > LARGEST_COLLECTION:
                yield at(tree, place, f"must be {LARGEST_COLLECTION} or less: each one is remembered")


def _growing(tree: Node, steps: tuple[Step, ...], levels: list[Node]) -> Found:
    targets = [whole_of(level.get("target")) for level in levels]
    for index, (one, other) in enumerate(pairwise(targets), start=1):
        if one is not None and other is not None and other <= one:
            message = f"`target` must grow from level to level, but {other} is not more than {one}"
            yield at(tree, (*steps, "levels", index, "target"), message)
    ids: set[str] = set()
    for index, level in enumerate(levels):
        name = text_of(level, "id")
        if name in ids:
            yield at(tree, (*steps, "levels", index, "id"), f"the level `{name}` exists already; give it another name")
        ids.add(name or "")
