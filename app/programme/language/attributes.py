"""The attributes a condition may name, and where each one comes from."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

Value = float | str | bool | Sequence[str] | None
Facts = Mapping[str, Value]
"""The values of attributes by name, `facts["member.tier"]`. A name that is missing or None is an absent value.

It may compute values lazily: a predicate reads a name only when the answer depends on it. Whole numbers are within
the range of a double.
"""
Expression = Any
"""A MongoDB aggregation expression."""

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
PATH = re.compile(r"[^.$\0]+(\.[^.$\0]+)*")
LONGEST_GUESS = 80  # longer names get no suggestion: comparing texts takes time


class Type(Enum):
    """What kind of value something is, in words for people."""

    INT = "a whole number"
    NUMBER = "a number"
    STRING = "a text"
    BOOL = "true or false"
    STRINGS = "a list of texts"
    NUMBERS = "a list of numbers"  # only written out in a condition, never an attribute
    NULL = "null"
    UNKNOWN = "unknown"  # already reported as a mistake


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a condition may ask about, for example `member.tier`.

    `mongo` is the aggregation expression that computes the value from a member document, or a function that makes it
    for an instant; it yields the attribute's type, null or nothing. `path` is the stored field when the attribute is
    one, which lets simple comparisons use an index: it holds the attribute's type or null, and never passes through
    an array. An attribute with neither is not stored with the member. A `personal` one is told by the member about
    themself: it lies apart, so members can't be searched by it. Raises ValueError for an impossible definition.
    """

    name: str
    type: Type
    description: str
    mongo: Expression | Callable[[datetime], Expression] | None = None
    path: str | None = None
    personal: bool = False

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} cannot be written in a condition")
        if self.type in (Type.NUMBERS, Type.NULL, Type.UNKNOWN):
            raise ValueError(f"{self.name} cannot be {self.type.value}")
        if self.path is not None and not PATH.fullmatch(self.path):
            raise ValueError(f"{self.path!r}, the path of {self.name}, is not one of a stored field")
        if self.personal and self.is_stored:
            raise ValueError(f"{self.name} is personal, and must not be stored with the member")

    @property
    def is_stored(self) -> bool:
        """Whether its value can be computed from the member document."""
        return self.mongo is not None or self.path is not None

    def expression(self, now: datetime) -> Expression:
        """The aggregation expression of its value at `now`."""
        if self.mongo is None:
            return f"${self.path}"
        return self.mongo(now) if callable(self.mongo) else self.mongo


class Vocabulary:
    """An immutable set of attributes. Build it once and keep it: compiled conditions are remembered for each one."""

    __slots__ = ("_by_name",)

    def __init__(self, attributes: Iterable[Attribute]) -> None:
        """Raises ValueError when two attributes have one name."""
        self._by_name: dict[str, Attribute] = {}
        for attribute in attributes:
            if attribute.name in self._by_name:
                raise ValueError(f"{attribute.name} is defined twice")
            self._by_name[attribute.name] = attribute

    def __iter__(self) -> Iterator[Attribute]:
        return iter(self._by_name.values())

    def get(self, name: str) -> Attribute | None:
        """The attribute of that name, if there is one."""
        return self._by_name.get(name)

    def closest(self, name: str) -> str | None:
        """The name most like `name`, if any is like it, for a "did you mean"."""
        if len(name) > LONGEST_GUESS:
            return None
        return next(iter(difflib.get_close_matches(name, self._by_name, n=1)), None)

    def with_more(self, attributes: Iterable[Attribute]) -> "Vocabulary":
        """These attributes and more of them. Raises ValueError when two have one name."""
        return Vocabulary([*self, *attributes])

    def about(self, subject: str) -> "Vocabulary":
        """The attributes of one subject: of `activity`, those named `activity.…`."""
        return Vocabulary(attribute for attribute in self if attribute.name.startswith(f"{subject}."))

    def stored(self) -> "Vocabulary":
        """The attributes that members can be searched by."""
        return Vocabulary(attribute for attribute in self if attribute.is_stored)
