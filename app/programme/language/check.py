"""Whether a condition may be published."""

from functools import lru_cache

from app.programme.language.attributes import Type, Vocabulary
from app.programme.language.checking import check_types
from app.programme.language.mistakes import Mistake, MistakenCondition, Unreadable
from app.programme.language.nodes import Node
from app.programme.language.reading import read

MAX_MISTAKES = 20
REMEMBERED = 4_096


def check(source: str, vocabulary: Vocabulary) -> list[Mistake]:
    """Every mistake in a condition, in the order of the source; at most 20. None means that it can be used."""
    return _understand(source, vocabulary)[1]


@lru_cache(REMEMBERED)
def understood(source: str, vocabulary: Vocabulary) -> Node:
    """The condition as a checked tree. Raises MistakenCondition."""
    node, mistakes = _understand(source, vocabulary)
    if node is None or mistakes:
        raise MistakenCondition(mistakes[0].message, mistakes[0].column, tuple(mistakes))
    return node


def _understand(source: str, vocabulary: Vocabulary) -> tuple[Node | None, list[Mistake]]:
    mistakes: list[Mistake] = []
    try:
        node = read(source, vocabulary, mistakes)
    except Unreadable as unreadable:
        return None, [unreadable.mistake]
    check_types(node, mistakes)
    if node.type not in (Type.BOOL, Type.UNKNOWN):
        mistakes.append(Mistake(f"a condition must be true or false, but this is {node.type.value}", node.column))
    return node, sorted(mistakes, key=lambda mistake: mistake.column)[:MAX_MISTAKES]
