"""A YAML file as a tree that remembers where everything stands.

The tree is built from the parser's events instead of its documents, so that every node keeps its position, a
number keeps its decimals, and a file that would grow when read (aliases, endless nesting) is refused on the way.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.programme.mistakes import Place

Scalar = str | int | Decimal | bool | None
Step = str | int

WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class Node:
    """A value in the file with its position; `start` and `end` are the offsets of its source text."""

    value: Scalar | dict[str, "Node"] | list["Node"]
    place: Place
    start: int
    end: int
    keys: dict[str, Place] = field(default_factory=dict)
    """Where the names of a mapping stand."""

    @property
    def fields(self) -> dict[str, "Node"]:
        """The named values, or nothing when this is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list["Node"]:
        """The values of the list, or nothing when this is no list."""
        return self.value if isinstance(self.value, list) else []

    def get(self, *steps: str) -> "Node | None":
        """The value under these names, or None."""
        node: Node | None = self
        for step in steps:
            node = node.fields.get(step) if node else None
        return node

    @property
    def plain(self) -> Any:
        """The value without positions."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value


def plain_scalar(text: str) -> Scalar:
    """The value of an unquoted scalar (YAML 1.2 core schema, without octal, hexadecimal, infinity and NaN)."""
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if NUMBER.fullmatch(text) else text


def find(root: Node, steps: tuple[Step, ...]) -> tuple[Node, Place]:
    """The deepest node on the way along `steps`, and where a reader looks for it: at its name, if it has one."""
    node, place = root, root.place
    for step in steps:
        if isinstance(step, str) and step in node.fields:
            node, place = node.fields[step], node.keys[step]
        elif isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
        else:
            break
    return node, place


def path_name(steps: tuple[Step, ...]) -> str:
    """`wheels.lucky.segments[2].weight`; list positions count from 1, as people do."""
    return "".join(_written(steps))


def _written(steps: tuple[Step, ...]) -> Iterator[str]:
    for position, step in enumerate(steps):
        if isinstance(step, int):
            yield f"[{step + 1}]"
        else:
            yield f".{step}" if position else step
