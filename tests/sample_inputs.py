"""Inputs that fit the schema, for any mutation: made from the SDL, so that a new mutation is tested without a word."""

from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_input_field,
)

from graphql_schema.sdl import SCHEMAS, sdl_of

VALUES: dict[str, Any] = {
    "BigInt": 1,
    "Boolean": False,
    "Date": "2026-03-05",
    "DateTime": "2026-03-02T12:00:00Z",
    "Decimal": "1.00",
    "Float": 1.0,
    "ID": "x",
    "Int": 1,
    "String": "x",
    "UUID": "00000000-0000-4000-8000-000000000000",
}
"""A value for each scalar."""


def mutations(api: str) -> list[str]:
    """The names of all mutations of `member`, `partner` or `staff`."""
    kind = _schema(api).mutation_type
    assert kind is not None
    return list(kind.fields)


def input_type(api: str, mutation: str) -> str:
    """The name of a mutation's input type."""
    return _input(api, mutation).name


def sample_input(api: str, mutation: str, **said: Any) -> dict[str, Any]:
    """The least that a mutation takes, with what is said in place of samples where it has such fields."""
    kind = _input(api, mutation)
    return {**_sample_object(kind), **{name: value for name, value in said.items() if name in kind.fields}}


def has_field(api: str, mutation: str, name: str) -> bool:
    """Whether a mutation's input has this field."""
    return name in _input(api, mutation).fields


def _schema(api: str) -> GraphQLSchema:
    if api not in _schemas:
        _schemas[api] = build_schema(sdl_of(SCHEMAS[api]))
    return _schemas[api]


_schemas: dict[str, GraphQLSchema] = {}


def _input(api: str, mutation: str) -> GraphQLInputObjectType:
    kind = _schema(api).mutation_type
    assert kind is not None
    found = get_named_type(kind.fields[mutation].args["input"].type)
    assert isinstance(found, GraphQLInputObjectType)
    return found


def _sample_object(kind: GraphQLInputObjectType) -> dict[str, Any]:
    if kind.is_one_of:
        name, field = next(iter(kind.fields.items()))
        return {name: _sample(field.type)}
    return {name: _sample(field.type) for name, field in kind.fields.items() if is_required_input_field(field)}


def _sample(kind: GraphQLInputType) -> Any:
    if is_list_type(get_nullable_type(kind)):
        return []
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        return _sample_object(named)
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    return VALUES[named.name]
