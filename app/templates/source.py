"""The grammar of a template: text, in which variables stand.

    template = { text | variable }
    variable = "{{" name [ "|" default ] "}}"
    name     = word { "." word }          word = a-z, then a-z, 0-9 and _
    default  = anything but braces, "|" and line breaks

`Hello {{ member.first_name | there }}!` says "Hello Anna!", or "Hello there!" where the name is not known. There are no
loops, conditions, calls or escapes: a name is looked up as a whole, in what it is given, and nowhere else. `{{` always
begins a variable; `}}` alone is text, as CSS ends with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

OPEN = "{{"
VARIABLE = re.compile(r"\{\{[ \t]*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)[ \t]*(?:\|([^{}|\r\n]*))?\}\}")
SHOWN = 40
"""How many characters of a mistake are repeated."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A place to fill. `default` is what stands there when the value is absent."""

    name: str
    default: str


Part = str | Variable


class MistakenSource(ValueError):
    """A `{{` begins no variable. `position` counts characters from 0, `found` shows what stands there."""

    def __init__(self, source: str, position: int) -> None:
        super().__init__(f"no variable at character {position}")
        self.position = position
        self.found = source[position : position + SHOWN].split("\n")[0]


@lru_cache(1_024)
def parse(source: str) -> tuple[Part, ...]:
    """The parts of a template, in their order. Raises MistakenSource."""
    return tuple(_parts(source))


def variables_in(source: str) -> list[Variable]:
    """The variables of a template, in their order. Raises MistakenSource."""
    return [part for part in parse(source) if isinstance(part, Variable)]


def _parts(source: str) -> Iterator[Part]:
    position = 0
    while (start := source.find(OPEN, position)) >= 0:
        found = VARIABLE.match(source, start)
        if not found:
            raise MistakenSource(source, start)
        if start > position:
            yield source[position:start]
        yield Variable(found[1], (found[2] or "").strip())
        position = found.end()
    if position < len(source):
        yield source[position:]
