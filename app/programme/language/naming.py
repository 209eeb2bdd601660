"""Which attributes a condition names."""

from collections.abc import Iterator

from app.programme.language.attributes import Attribute, Vocabulary
from app.programme.language.check import understood
from app.programme.language.nodes import Node, Reference, parts_of


def attributes_in(source: str, vocabulary: Vocabulary) -> tuple[Attribute, ...]:
    """The attributes that the condition names, in the order of the source. Raises MistakenCondition."""
    return tuple(_named(understood(source, vocabulary)))


def _named(node: Node) -> Iterator[Attribute]:
    if isinstance(node, Reference):
        yield node.attribute
    for part in parts_of(node):
        yield from _named(part)
