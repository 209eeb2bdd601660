"""Roles and fields, generated from the schema: each field lets its own roles through, and nobody else."""

import json
from itertools import product
from typing import Any

import pytest
from api_world import World, key
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    get_named_type,
    is_composite_type,
    is_non_null_type,
)

from app.identity.callers import Role
from graphql_schema.staff.roles import Allowed
from graphql_schema.staff.schema import schema

SAMPLES: dict[str, Any] = {"String": "x", "ID": "x", "Int": 1, "Float": 1.5, "BigInt": 1, "Boolean": True}
CALLERS: list[tuple[Role, ...]] = [(), *((role,) for role in Role)]


def fields(operation: str) -> dict[str, Allowed]:
    """What guards each field at the top of an operation."""
    kind: Any = schema.get_type_by_name(operation)
    guards = {field.name: [one for one in field.extensions if isinstance(one, Allowed)] for field in kind.fields}
    assert all(len(found) == 1 for found in guards.values()), guards
    return {schema.config.name_converter.apply_naming_config(name): found[0] for name, found in guards.items()}


EVERY_FIELD = [(operation, name) for operation in ("Query", "Mutation") for name in fields(operation)]


@pytest.mark.parametrize(("where", "roles"), list(product(EVERY_FIELD, CALLERS)), ids=str)
async def test_a_field_lets_its_own_roles_through_and_nobody_else(
    world: World, where: tuple[str, str], roles: tuple[Role, ...]
) -> None:
    operation, name = where
    await world.joined()
    before = await world.dump()
    response = await world.staff_response(document(operation, name), *roles)
    codes = {error["extensions"]["code"] for error in response.json().get("errors", [])}
    if Role.ADMIN in roles or set(roles) & set(fields(operation)[name].roles):
        assert codes == set()
    else:
        assert codes == {"FORBIDDEN"}
        assert (response.json()["data"] or {}).get(name) is None
        assert await world.dump() == before


def test_every_field_says_in_the_schema_whom_it_is_for() -> None:
    for operation, name in EVERY_FIELD:
        described = field_of(operation, name).description or ""
        assert described.endswith(f"For {' and '.join((*fields(operation)[name].roles, Role.ADMIN))}.")
        assert described.count(" For ") == 1 + ("For a large" in described)


def document(operation: str, name: str) -> str:
    """The smallest document that asks for the field."""
    field = field_of(operation, name)
    given = {one: sample(inner.type) for one, inner in field.args.items() if is_non_null_type(inner.type)}
    arguments = f"({', '.join(f'{one}: {value}' for one, value in given.items())})" if given else ""
    selection = " { __typename }" if is_composite_type(get_named_type(field.type)) else ""
    return f"{operation.lower()} {{ {name}{arguments}{selection} }}"


def field_of(operation: str, name: str) -> GraphQLField:
    kind: Any = schema._schema.type_map[operation]
    field: GraphQLField = kind.fields[name]
    return field


def sample(kind: Any) -> str:
    """A value of the type, as a document writes it."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        required = [(name, field) for name, field in named.fields.items() if is_non_null_type(field.type)]
        wanted = required or list(named.fields.items())[:1]  # one of many, of which none is required by itself
        return "{" + ", ".join(f"{name}: {sample(field.type)}" for name, field in wanted) + "}"
    if named.name == "UUID":
        return f'"{key()}"'
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    return json.dumps(SAMPLES[named.name])
