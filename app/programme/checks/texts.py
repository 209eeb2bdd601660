"""What must be true of the languages, and of texts in them."""

from app.programme.checks.common import check_once
from app.programme.checks.reading import Found, at, listed
from app.programme.leaves import Leaf
from app.programme.mistakes import did_you_mean
from app.programme.tree import Node
from app.programme.values import Text


def check_texts(tree: Node, everything: list[Leaf]) -> Found:
    """Languages are declared once, and texts have the default one and no other than the declared."""
    yield from check_once(("languages",), [*listed(tree, "languages")], "language")
    yield from _texts(tree, everything)


def _texts(tree: Node, everything: list[Leaf]) -> Found:
    declared = [node.value for node in listed(tree, "languages") if isinstance(node.value, str)]
    if not declared:
        return
    for leaf in everything:
        if leaf.kind is not Text or not leaf.node.fields:
            continue
        if declared[0] not in leaf.node.fields:
            message = f"the text is missing in `{declared[0]}`, the default language; add a line `{declared[0]}: …`"
            yield at(tree, leaf.steps, message)
        for language in leaf.node.fields:
            if language not in declared:
                way_out = did_you_mean(language, declared, "add it to `languages`")
                message = f"`{language}` is not one of the programme's languages; {way_out}"
                yield at(tree, (*leaf.steps, language), message)
