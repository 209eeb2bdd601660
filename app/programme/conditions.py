"""Finds every condition of a programme, wherever one can stand."""

from collections.abc import Collection, Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from app.programme.leaves import bare
from app.programme.values import Meaning

CONDITIONS = (Meaning.EXPRESSION, Meaning.MEMBER_EXPRESSION)


def conditions_in(model: BaseModel, apart: Collection[str] = ()) -> Iterator[str]:
    """The sources of all conditions in the model and in the models below it, but for its fields that stand apart."""
    for name, field in type(model).model_fields.items():
        if name not in apart:
            yield from _conditions(field.annotation, getattr(model, name), tuple(field.metadata))


def _conditions(kind: Any, value: Any, metadata: tuple[Any, ...] = ()) -> Iterator[str]:
    if value is None:
        return
    kind, more = bare(kind)
    if isinstance(value, BaseModel):
        yield from conditions_in(value)
    elif get_origin(kind) is tuple:
        for item in value:
            yield from _conditions(get_args(kind)[0], item)
    elif get_origin(kind) is dict:
        for item in value.values():
            yield from _conditions(get_args(kind)[1], item)
    elif any(mark in CONDITIONS for mark in (*metadata, *more)):
        yield value
