"""Enums of the rooms as enums of the APIs."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

import strawberry

Choice = TypeVar("Choice", bound=Enum)


def api_enum(kind: type[Choice], description: str, values: Mapping[Choice, str], name: str | None = None) -> Any:
    """An enum for the schemas. `values` describes each of its members. Raises KeyError when one is left out."""
    made: Any = strawberry.enum(kind, name=name, description=description)
    for value in made.__strawberry_definition__.values:
        value.description = values[kind[value.name]]
    return made
