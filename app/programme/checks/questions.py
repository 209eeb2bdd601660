"""What must be true of the questions beyond the form of their fields."""

from app.programme.checks.common import check_once
from app.programme.checks.reading import Found, at, given, listed, named, whole_of
from app.programme.language import MistakenCondition, Vocabulary, attributes_in
from app.programme.model import QuestionKind
from app.programme.tree import Node, Step
from app.programme.windows import WORD

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
    later = [name for name, _ in named(tree, "questions")]
    for name, question in named(tree, "questions"):
        steps: tuple[Step, ...] = ("questions", name)
        kind = _kind(question)
        if kind is not None:
            yield from _fields_of_kind(tree, steps, question, kind)
            yield from _range(tree, steps, question, kind)
        options = [option.get("id") for option in listed(question, "options")]
        yield from check_once((*steps, "options"), options, "option")
        yield from _options(tree, steps, question)
        yield from _order(tree, steps, question, vocabulary, later)
        later.remove(name)


def kinds_of_questions(tree: Node) -> dict[str, QuestionKind]:
    """The questions whose name and kind can be read."""
    kinds = {name: _kind(question) for name, question in named(tree, "questions") if WORD.fullmatch(name)}
    return {name: kind for name, kind in kinds.items() if kind is not None}


def _fields_of_kind(tree: Node, steps: tuple[Step, ...], question: Node, kind: QuestionKind) -> Found:
    for field, kinds in GOES_WITH.items():
        if given(question, field) and kind not in kinds:
            fitting = " or ".join(f"`{one}`" for one in kinds)
            message = f"only a question of the kind {fitting} has `{field}`; take it out"
            yield at(tree, (*steps, field), message)
    for field in NEEDED.get(kind, ()):
        if not given(question, field):
            yield at(tree, steps, f"`{field}` is missing; a question of the kind `{kind}` needs it")


def _range(tree: Node, steps: tuple[Step, ...], question: Node, kind: QuestionKind) -> Found:
    least, most = (whole_of(question.get(name)) for name in ("min", "max"))
    if least is None or most is None:
        return
    if most <= least:
        yield at(tree, (*steps, "max"), f"`max` must be more than `min` ({least})")
    elif kind is QuestionKind.SCALE and most - least > MOST_STEPS:
        message = (
            f"a scale has at most {MOST_STEPS} steps; make `max` {least + MOST_STEPS} or less, or ask for a `number`"
        )
        yield at(tree, (*steps, "max"), message)


def _options(tree: Node, steps: tuple[Step, ...], question: Node) -> Found:
    options = question.get("options")
    items = options.items if options else []
    if len(items) == 1:
        yield at(tree, (*steps, "options"), "there is only one option to choose; add another one")
    for index, option in enumerate(items):
        likes = [node.value for node in listed(option, "likes")]
        for position, node in enumerate(listed(option, "dislikes")):
            if node.value in likes:
                message = f"whoever chooses this can't like and dislike `{node.value}`; take out one of the two"
                yield at(tree, (*steps, "options", index, "dislikes", position), message)


def _order(tree: Node, steps: tuple[Step, ...], question: Node, vocabulary: Vocabulary, later: list[str]) -> Found:
    """A condition asks only about answers that can be there when it is asked."""
    when = question.get("when")
    if when is None or not isinstance(when.value, str):
        return
    try:
        asked = {attribute.name for attribute in attributes_in(when.value, vocabulary)}
    except MistakenCondition:
        return  # that is told already
    for name in later:
        if f"{ANSWERS}{name}" in asked:
            message = f"`{name}` is not asked before this question, so its answer can't be known; ask it earlier"
            yield at(tree, (*steps, "when"), message)


def _kind(question: Node) -> QuestionKind | None:
    node = question.get("kind")
    return next((kind for kind in QuestionKind if node is not None and node.value == kind.value), None)
