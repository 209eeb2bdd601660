"""Walks a file beside the model and names what each value stands for.

The checks ask "every text", "every amount", "every condition": a field added to the model later is checked
without anybody having to remember it, and a part that is broken elsewhere is still walked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.programme.tree import Node, Step
from app.programme.values import Meaning, Text


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of the file: its path, and the type and meaning the model gives it."""

    node: Node
    steps: tuple[Step, ...]
    kind: Any
    meaning: Meaning | None = None


def leaves(kind: Any, node: Node, steps: tuple[Step, ...] = (), metadata: tuple[Any, ...] = ()) -> Iterator[Leaf]:
    """Every value below `node` that the model `kind` knows; what the model does not know is left out."""
    kind, more = bare(kind)
    metadata += more
    if get_origin(kind) is tuple:
        for index, item in enumerate(node.items):
            yield from leaves(get_args(kind)[0], item, (*steps, index))
    elif get_origin(kind) is dict:
        for name, value in node.fields.items():
            yield from leaves(get_args(kind)[1], value, (*steps, name))
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Text:
        for name, info in written_fields(kind).items():
            if name in node.fields:
                yield from leaves(info.annotation, node.fields[name], (*steps, name), tuple(info.metadata))
    else:
        yield Leaf(node, steps, kind, next((mark for mark in metadata if isinstance(mark, Meaning)), None))


def model_at(kind: Any, steps: tuple[Step, ...]) -> type[BaseModel]:
    """The model of the block that `steps` lead to from the model `kind`."""
    kind, _ = bare(kind)
    if not steps:
        model: type[BaseModel] = kind
        return model
    if get_origin(kind) is not None:
        return model_at(get_args(kind)[1 if get_origin(kind) is dict else 0], steps[1:])
    return model_at(written_fields(kind)[str(steps[0])].annotation, steps[1:])


def written_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a block by the names they have in the file."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type without `| None` and `Annotated`, and what was annotated."""
    if get_origin(kind) in (Union, UnionType):
        return bare(next(option for option in get_args(kind) if option is not NoneType))
    if get_origin(kind) is Annotated:
        return get_args(kind)[0], get_args(kind)[1:]
    return kind, ()
