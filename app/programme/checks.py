"""What must also be true of a programme beyond the form of its fields: names that exist, texts that are complete,
conditions that can be read, games that can be played.

Each check looks at the file and not at the typed model, so that all mistakes are told at once, also while other
parts of the file are still broken; whatever is no such thing at all is left to the check of the form.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.programme.language import Vocabulary, check
from app.programme.leaves import Leaf, leaves
from app.programme.mistakes import Mistake, did_you_mean, mistake_at
from app.programme.model import Programme
from app.programme.scalar import place_in
from app.programme.tree import Node, Step, find, path_name
from app.programme.values import Meaning, Text, in_minor_units, parse_amount, parse_day, valid_currency

Found = Iterator[Mistake]


def check_meaning(text: str, tree: Node, vocabulary: Vocabulary) -> Found:
    """Every such mistake in the file. `text` is the source of `tree`, to place mistakes inside conditions."""
    everything = list(leaves(Programme, tree))
    yield from _texts(tree, everything)
    yield from _assets(tree, everything)
    yield from _amounts(tree, everything)
    yield from _expressions(text, everything, vocabulary)
    yield from _languages(tree)
    yield from _earning(tree)
    for name, wheel in _named(tree, "wheels"):
        yield from _wheel(tree, ("wheels", name), wheel)
    for name, game in _named(tree, "mascots"):
        yield from _mascots(tree, ("mascots", name), game)


def _texts(tree: Node, everything: list[Leaf]) -> Found:
    """Texts per language have the default language, and no language that the programme does not declare."""
    declared = [node.value for node in _list(tree.get("languages")) if isinstance(node.value, str)]
    if not declared:
        return
    for leaf in everything:
        if leaf.kind is not Text or not leaf.node.fields:
            continue
        if declared[0] not in leaf.node.fields:
            message = f"the text is missing in `{declared[0]}`, the default language; add a line `{declared[0]}: …`"
            yield _at(tree, leaf.steps, message)
        for language in leaf.node.fields:
            if language not in declared:
                way_out = did_you_mean(language, declared, "add it to `languages`")
                message = f"`{language}` is not one of the programme's languages; {way_out}"
                yield _at(tree, (*leaf.steps, language), message)


def _assets(tree: Node, everything: list[Leaf]) -> Found:
    defined = [name for name, _ in _named(tree, "assets")]
    for leaf in everything:
        name = leaf.node.value
        if leaf.meaning is Meaning.ASSET and isinstance(name, str) and name not in defined:
            way_out = did_you_mean(name, defined, "add it to `assets`")
            yield _at(tree, leaf.steps, f"there is no asset `{name}`; {way_out}")


def _amounts(tree: Node, everything: list[Leaf]) -> Found:
    """Amounts of money are whole minor units, and those that something is divided by or limited to are not 0."""
    currency = _currency(tree)
    for leaf in everything:
        amount = _amount(leaf.node) if leaf.meaning is Meaning.AMOUNT else None
        if amount is None:
            continue
        if amount == 0 and leaf.steps[-1] in ("per", "largest_purchase"):
            yield _at(tree, leaf.steps, f"`{leaf.steps[-1]}` must be more than 0, for example 1.00")
        if currency:
            try:
                in_minor_units(amount, currency)
            except ValueError as error:
                yield _at(tree, leaf.steps, f"`{leaf.steps[-1]}`: {error}")


def _expressions(text: str, everything: list[Leaf], vocabulary: Vocabulary) -> Found:
    """Conditions can be read, and ask only about what is known where they stand."""
    words = {Meaning.EXPRESSION: vocabulary, Meaning.MEMBER_EXPRESSION: vocabulary.stored()}
    for leaf in everything:
        source = leaf.node.value
        if leaf.meaning not in words or not isinstance(source, str):
            continue
        for mistake in check(source, words[leaf.meaning]):
            place = place_in(text, leaf.node, mistake.column - 1)
            yield mistake_at(place, path_name(leaf.steps), mistake.message)


def _languages(tree: Node) -> Found:
    yield from _twice(("languages",), [*_list(tree.get("languages"))], "language")


def _earning(tree: Node) -> Found:
    rules = _list(tree.get("earning"))
    yield from _twice(("earning",), [rule.get("id") for rule in rules], "rule")
    for index, rule in enumerate(rules):
        kind = rule.get("on")
        if "per" in rule.fields and kind and kind.value == "visit":
            message = "`per` needs money, and a visit has none; take it out or use `on: purchase`"
            yield _at(tree, ("earning", index, "per"), message)


def _wheel(tree: Node, steps: tuple[Step, ...], wheel: Node) -> Found:
    segments = _list(wheel.get("segments"))
    yield from _twice((*steps, "segments"), [segment.get("id") for segment in segments], "segment")
    if wheel.fields and _empty(wheel.get("token")) and _empty(wheel.get("free")):
        message = "nobody can spin this wheel; give it a `token`, `free` spins or both"
        yield _at(tree, steps, message)
    if segments and all(_is_zero(segment.get("stock")) for segment in segments):
        message = "every segment has stock 0, so nothing can be won; take `stock` out of one at least"
        yield _at(tree, (*steps, "segments"), message)
    starts, ends = _day(wheel.get("rules", "starts_on")), _day(wheel.get("rules", "ends_on"))
    if starts and ends and ends < starts:
        message = f"`ends_on` is before `starts_on` ({starts}); change one of them"
        yield _at(tree, (*steps, "rules", "ends_on"), message)


def _mascots(tree: Node, steps: tuple[Step, ...], game: Node) -> Found:
    yield from _twice((*steps, "kinds"), [kind.get("id") for kind in _list(game.get("kinds"))], "kind")
    round_s, appearances, visible_ms = (_whole(game.get(name)) for name in ("round_s", "appearances", "visible_ms"))
    if round_s and appearances and visible_ms and appearances * visible_ms > round_s * 1000:
        message = (
            f"mascots appear one after another: {appearances} of {visible_ms} ms each don't fit into {round_s} s; "
            "make `round_s` longer, or `appearances` or `visible_ms` less"
        )
        yield _at(tree, (*steps, "appearances"), message)


def _twice(steps: tuple[Step, ...], names: list[Node | None], what: str) -> Found:
    """Names that an earlier item of the list has already."""
    first: dict[str, int] = {}
    for index, node in enumerate(names):
        if node is None or not isinstance(node.value, str):
            continue
        if node.value in first:
            message = f"the {what} `{node.value}` exists already, on line {first[node.value]}; give it another name"
            yield mistake_at(node.place, path_name((*steps, index)), message)
        first.setdefault(node.value, node.place.line)


def _at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    return mistake_at(find(tree, steps)[1], path_name(steps), message)


def _list(node: Node | None) -> list[Node]:
    return node.items if node else []


def _named(tree: Node, name: str) -> list[tuple[str, Node]]:
    block = tree.get(name)
    return list(block.fields.items()) if block else []


def _empty(node: Node | None) -> bool:
    return node is None or node.value is None


def _is_zero(node: Node | None) -> bool:
    return node is not None and node.value == 0 and node.value is not False


def _whole(node: Node | None) -> int | None:
    return node.value if node and isinstance(node.value, int) and not isinstance(node.value, bool) else None


def _currency(tree: Node) -> str | None:
    node = tree.get("currency")
    try:
        return valid_currency(node.value) if node and isinstance(node.value, str) else None
    except ValueError:
        return None


def _amount(node: Node) -> Decimal | None:
    try:
        return None if node.value is None else parse_amount(node.value)
    except ValueError:
        return None


def _day(node: Node | None) -> date | None:
    try:
        return parse_day(node.value) if node else None
    except ValueError:
        return None
