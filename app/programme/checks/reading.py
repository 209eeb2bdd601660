"""How the checks read a file that may be broken anywhere: what cannot be read is not there."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.programme.mistakes import Mistake, mistake_at
from app.programme.tree import Node, Step, find, path_name
from app.programme.values import (
    Duration,
    parse_amount,
    parse_day,
    parse_duration,
    parse_percent,
    valid_currency,
)

Found = Iterator[Mistake]


def at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    """A mistake at the deepest place on the way along `steps` that exists."""
    return mistake_at(find(tree, steps)[1], path_name(steps), message)


def named(tree: Node, name: str) -> list[tuple[str, Node]]:
    """The entries of a mapping of the programme, for example each wheel with its id."""
    block = tree.get(name)
    return list(block.fields.items()) if block else []


def listed(node: Node | None, name: str) -> list[Node]:
    """The entries of a list."""
    found = node.get(name) if node is not None else None
    return found.items if found else []


def given(node: Node, name: str) -> bool:
    """Whether the field is there and not null."""
    return value_of(node, name) is not None


def value_of(node: Node, name: str) -> object:
    found = node.get(name)
    return found.value if found is not None else None


def text_of(node: Node, name: str) -> str | None:
    found = value_of(node, name)
    return found if isinstance(found, str) else None


def whole_of(node: Node | None) -> int | None:
    return node.value if node and isinstance(node.value, int) and not isinstance(node.value, bool) else None


def amount_of(node: Node | None) -> Decimal | None:
    try:
        return None if node is None or node.value is None else parse_amount(node.value)
    except ValueError:
        return None


def percent_of(node: Node | None) -> Decimal | None:
    try:
        return parse_percent(node.value) if node else None
    except ValueError:
        return None


def day_of(node: Node | None) -> date | None:
    try:
        return parse_day(node.value) if node else None
    except ValueError:
        return None


def duration_of(node: Node | None) -> Duration | None:
    try:
        return None if node is None or node.value is None else parse_duration(node.value)
    except ValueError:
        return None


def currency_of(tree: Node) -> str | None:
    node = tree.get("currency")
    try:
        return valid_currency(node.value) if node and isinstance(node.value, str) else None
    except ValueError:
        return None
