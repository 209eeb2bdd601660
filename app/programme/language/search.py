"""A condition as a search: a filter for MongoDB, and what the filter can't say."""

from dataclasses import dataclass
from datetime import datetime

from app.programme.language.attributes import Vocabulary
from app.programme.language.check import understood
from app.programme.language.mistakes import NotStored
from app.programme.language.nodes import Logic, Node
from app.programme.language.predicate import Predicate, predicate
from app.programme.language.query import Filter, filter_of


@dataclass(frozen=True, slots=True)
class Search:
    """`filter` finds every member for whom the condition is true; `remaining`, if any, tells them from the others."""

    filter: Filter
    remaining: Predicate | None


def search(source: str, vocabulary: Vocabulary, now: datetime) -> Search:
    """How to find the members for whom the condition is true at `now`. Raises MistakenCondition.

    Of parts joined by `&&`, MongoDB tests those that ask only about what is stored with members. Where that is not all
    of them, the whole condition remains to be tested on whoever is found.
    """
    parts = _parts(understood(source, vocabulary))
    filters = [found for part in parts if (found := _stored(part, now)) is not None]
    everything = filters[0] if len(filters) == 1 else {"$and": filters} if filters else {}
    return Search(everything, None if len(filters) == len(parts) else predicate(source, vocabulary))


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Logic) and node.operator == "&&":
        return tuple(part for operand in node.operands for part in _parts(operand))
    return (node,)


def _stored(node: Node, now: datetime) -> Filter | None:
    try:
        return filter_of(node, now)
    except NotStored:
        return None
