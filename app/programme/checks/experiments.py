"""What must be true of experiments beyond the form of their fields."""

from app.programme.attributes.experiments import VARIANTS
from app.programme.checks.common import check_once, check_window
from app.programme.checks.reading import Found, at, listed, named, text_of
from app.programme.language import MistakenCondition, Vocabulary, attributes_in
from app.programme.leaves import Leaf
from app.programme.mistakes import did_you_mean
from app.programme.regions import lies_in
from app.programme.tree import Node, Step
from app.programme.values import Meaning
from app.programme.windows import WORD


def check_experiments(tree: Node, everything: list[Leaf], vocabulary: Vocabulary) -> Found:
    """Each can be compared, somewhere, by a goal; and conditions ask for a pilot only where something is done."""
    for name, experiment in named(tree, "experiments"):
        steps: tuple[Step, ...] = ("experiments", name)
        if experiment.fields:
            variants = [variant.get("id") for variant in listed(experiment, "variants")]
            yield from check_once((*steps, "variants"), variants, "variant")
            yield from _goal(tree, steps, experiment)
            yield from _stores(tree, steps, experiment)
            yield from check_window(tree, steps, experiment)
    yield from _conditions(tree, everything, vocabulary)


def names_of_experiments(tree: Node) -> list[str]:
    """The experiments whose name can be read."""
    return [name for name, _ in named(tree, "experiments") if WORD.fullmatch(name)]


def _goal(tree: Node, steps: tuple[Step, ...], experiment: Node) -> Found:
    goal, known = text_of(experiment, "goal"), [name for name, _ in named(tree, "goals")]
    if goal is not None and goal not in known:
        way_out = did_you_mean(goal, known, "add it to `goals`")
        yield at(tree, (*steps, "goal"), f"there is no goal `{goal}`; {way_out}")


def _stores(tree: Node, steps: tuple[Step, ...], experiment: Node) -> Found:
    stores = named(tree, "stores")
    known = [name for name, _ in stores]
    for index, node in enumerate(listed(experiment, "stores")):
        if isinstance(node.value, str) and node.value not in known:
            way_out = did_you_mean(node.value, known, "add it to `stores`")
            yield at(tree, (*steps, "stores", index), f"there is no store `{node.value}`; {way_out}")
    regions = [text_of(store, "region") for _, store in stores]
    for index, node in enumerate(listed(experiment, "regions")):
        region = node.value
        if isinstance(region, str) and not any(lies_in(one, [region]) for one in regions):
            message = f"no store lies in {region}; give those that do a `region`"
            yield at(tree, (*steps, "regions", index), message)


def _conditions(tree: Node, everything: list[Leaf], vocabulary: Vocabulary) -> Found:
    """A condition about the member alone knows no place, so a pilot's variant would always be absent there."""
    pilots = {
        f"{VARIANTS}{name}": name
        for name, one in named(tree, "experiments")
        if listed(one, "stores") or listed(one, "regions")
    }
    for leaf in everything:
        source = leaf.node.value
        if leaf.meaning is not Meaning.MEMBER_EXPRESSION or not isinstance(source, str):
            continue
        try:
            asked = {attribute.name for attribute in attributes_in(source, vocabulary)}
        except MistakenCondition:
            continue  # told already
        for attribute in sorted(asked & pilots.keys()):
            message = (
                f"`{pilots[attribute]}` runs at some stores only, so only a condition about an activity can ask for it"
            )
            yield at(tree, leaf.steps, message)
