"""Fields, types and ranges: what the model refuses, in plain words at the right line."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.programme.leaves import model_at, written_fields
from app.programme.mistakes import Mistake, Place, did_you_mean, mistake_at
from app.programme.tree import Node, Step, find, path_name

Details = Mapping[str, Any]
Described = TypeVar("Described", bound=BaseModel)

IDS = "use 1 to 40 lower-case letters, digits and hyphens, starting with a letter"
WAY_OUT: Mapping[tuple[Step, Step], str] = {
    ("segments", "weight"): "; to switch a segment off, take it out or set its `stock` to 0",
    ("kinds", "weight"): "; to switch a kind off, take it out",
    ("earning", "amount"): "; to earn nothing, take the rule out",
}
"""More help for fields that people get wrong, by list and field."""


def _one_of(details: Details) -> str:
    return f"must be one of {str(details['expected']).replace(chr(39), '`').replace(' or ', ', ')}"


WORDS: Mapping[str, Callable[[Details], str]] = {
    "int_type": lambda _: "must be a whole number, without quotes or decimals",
    "greater_than_equal": lambda d: f"must be {d['ge']} or more",
    "less_than_equal": lambda d: f"must be {d['le']} or less",
    "string_type": lambda _: "must be a text; put numbers and yes/no words in quotes",
    "string_pattern_mismatch": lambda _: f"is not a valid id: {IDS}",
    "string_too_short": lambda _: "must not be empty; write a text or take the line out",
    "string_too_long": lambda d: f"must not be longer than {d['max_length']} characters",
    "enum": _one_of,
    "tuple_type": lambda _: "must be a list: one line per item, each starting with `- `",
    "dict_type": lambda _: "must be a block of named parts, indented below this line",
    "model_type": lambda _: "must be a block of fields, indented below this line",
    "too_short": lambda d: f"must have at least {d['min_length']} {_parts(d['min_length'])}",
    "too_long": lambda d: f"must have at most {d['max_length']} {_parts(d['max_length'])}",
    "value_error": lambda d: str(d["error"]),
}
"""Each type of error that the model can raise, in words a marketing colleague understands."""


def validate(tree: Node, model: type[Described]) -> tuple[Described | None, list[Mistake]]:
    """What the file describes, typed, or everything about its form that is wrong."""
    try:
        return model.model_validate(tree.plain), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [_mistake(tree, details, model) for details in found if not _is_echo(details, found)]


def _is_echo(details: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Whether a list is only called too short because what is wrong with its items is told already."""
    steps = details["loc"]
    return details["type"] == "too_short" and any(
        len(one["loc"]) > len(steps) and one["loc"][: len(steps)] == steps for one in found
    )


def _mistake(tree: Node, details: ErrorDetails, model: type[BaseModel]) -> Mistake:
    steps = tuple(details["loc"])
    kind = details["type"]
    if steps and steps[-1] == "[key]":
        wrong = WORDS[kind](details["ctx"]) if kind == "value_error" else f"is not a valid id: {IDS}"
        return _at(tree, steps[:-1], f"`{steps[-2]}` {wrong}")
    name = steps[-1] if steps else ""
    if kind == "missing":
        return _at(tree, steps[:-1], f"`{name}` is missing; add it to {_subject(steps[:-1])}", path_name(steps))
    if kind == "extra_forbidden":
        return _at(
            tree, steps, f"there is no field `{name}` here; {did_you_mean(str(name), _fields(model, steps[:-1]))}"
        )
    words = WORDS[kind](details.get("ctx", {}))
    return _at(tree, steps, f"{_subject(steps)} {words}{_more(kind, steps)}")


def _at(tree: Node, steps: tuple[Step, ...], message: str, path: str = "") -> Mistake:
    _, place = find(tree, steps)
    return mistake_at(place if steps else Place(1, 1), path or path_name(steps), message)


def _subject(steps: tuple[Step, ...]) -> str:
    """What a sentence is about: the field, or the list and which of its items."""
    if not steps:
        return "the file"
    return f"`{path_name(steps[-2:] if isinstance(steps[-1], int) else steps[-1:])}`"


def _more(kind: str, steps: tuple[Step, ...]) -> str:
    if kind != "greater_than_equal" or len(steps) < 3:
        return ""
    return WAY_OUT.get((steps[-3], steps[-1]), "")


def _parts(count: int) -> str:
    return "part" if count == 1 else "parts"


def _fields(model: type[BaseModel], steps: tuple[Step, ...]) -> list[str]:
    """The fields that the block at `steps` may have."""
    return list(written_fields(model_at(model, steps)))
