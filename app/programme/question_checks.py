"""What must be true of the questions beyond the form of their fields."""

from collections.abc import Iterator

from app.programme.language import MistakenCondition, Vocabulary, attributes_in
from app.programme.mistakes import Mistake, mistake_at
from app.programme.model import QuestionKind
from app.programme.tree import Node, Step, find, path_name
from app.programme.windows import WORD

Found = Iterator[Mistake]

ANSWERS = "member.answers."
MOST_STEPS = 10
"""From one end of a scale to the other."""
GOES_WITH = {
    "options": (QuestionKind.ONE, QuestionKind.MANY),
    "min": (QuestionKind.NUMBER, QuestionKind.SCALE),
    "max": (QuestionKind.NUMBER, QuestionKind.SCALE),
    "unit": (QuestionKind.NUMBER,),
    "lowest": (QuestionKind.SCALE,),
    "highest": (QuestionKind.SCALE,),
    "longest": (QuestionKind.TEXT,),
}
"""The kinds of question that a field belongs to."""
NEEDED = {
    QuestionKind.ONE: ("options",),
    QuestionKind.MANY: ("options",),
    QuestionKind.SCALE: ("min", "max"),
}


def check_questions(tree: Node, vocabulary: Vocabulary) -> Found:
    """Each question has what its kind needs, and asks only about answers to earlier ones."""
    later = [name for name, _ in _questions(tree)]
    for name, question in _questions(tree):
        steps: tuple[Step, ...] = ("questions", name)
        kind = _kind(question)
        if kind is not None:
            yield from _fields_of_kind(tree, steps, question, kind)
            yield from _range(tree, steps, question, kind)
        yield from _options(tree, steps, question)
        yield from _order(tree, steps, question, vocabulary, later)
        later.remove(name)


def kinds_of_questions(tree: Node) -> dict[str, QuestionKind]:
    """The questions whose name and kind can be read."""
    kinds = {name: _kind(question) for name, question in _questions(tree) if WORD.fullmatch(name)}
    return {name: kind for name, kind in kinds.items() if kind is not None}


def _fields_of_kind(tree: Node, steps: tuple[Step, ...], question: Node, kind: QuestionKind) -> Found:
    for field, kinds in GOES_WITH.items():
        if _given(question, field) and kind not in kinds:
            named = " or ".join(f"`{one}`" for one in kinds)
            message = f"only a question of the kind {named} has `{field}`; take it out"
            yield _at(tree, (*steps, field), message)
    for field in NEEDED.get(kind, ()):
        if not _given(question, field):
            yield _at(tree, steps, f"`{field}` is missing; a question of the kind `{kind}` needs it")


def _range(tree: Node, steps: tuple[Step, ...], question: Node, kind: QuestionKind) -> Found:
    least, most = (_whole(question.get(name)) for name in ("min", "max"))
    if least is None or most is None:
        return
    if most <= least:
        yield _at(tree, (*steps, "max"), f"`max` must be more than `min` ({least})")
    elif kind is QuestionKind.SCALE and most - least > MOST_STEPS:
        message = (
            f"a scale has at most {MOST_STEPS} steps; make `max` {least + MOST_STEPS} or less, or ask for a `number`"
        )
        yield _at(tree, (*steps, "max"), message)


def _options(tree: Node, steps: tuple[Step, ...], question: Node) -> Found:
    options = question.get("options")
    items = options.items if options else []
    if len(items) == 1:
        yield _at(tree, (*steps, "options"), "there is only one option to choose; add another one")
    for index, option in enumerate(items):
        likes = [node.value for node in _items(option, "likes")]
        for position, node in enumerate(_items(option, "dislikes")):
            if node.value in likes:
                message = f"whoever chooses this can't like and dislike `{node.value}`; take out one of the two"
                yield _at(tree, (*steps, "options", index, "dislikes", position), message)


def _order(tree: Node, steps: tuple[Step, ...], question: Node, vocabulary: Vocabulary, later: list[str]) -> Found:
    """A condition asks only about answers that can be there when it is asked."""
    when = question.get("when")
    if when is None or not isinstance(when.value, str):
        return
    try:
        named = {attribute.name for attribute in attributes_in(when.value, vocabulary)}
    except MistakenCondition:
        return  # that is told already
    for name in later:
        if f"{ANSWERS}{name}" in named:
            message = f"`{name}` is not asked before this question, so its answer can't be known; ask it earlier"
            yield _at(tree, (*steps, "when"), message)


def _questions(tree: Node) -> list[tuple[str, Node]]:
    block = tree.get("questions")
    return list(block.fields.items()) if block else []


def _kind(question: Node) -> QuestionKind | None:
    node = question.get("kind")
    return next((kind for kind in QuestionKind if node is not None and node.value == kind.value), None)


def _given(node: Node, name: str) -> bool:
    found = node.get(name)
    return found is not None and found.value is not None


def _items(node: Node, name: str) -> list[Node]:
    found = node.get(name)
    return found.items if found else []


def _whole(node: Node | None) -> int | None:
    return node.value if node and isinstance(node.value, int) and not isinstance(node.value, bool) else None


def _at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    return mistake_at(find(tree, steps)[1], path_name(steps), message)
