"""What every schema promises about its own shape.

The names and the connections follow graphql-eslint's `schema-recommended` and `schema-relay`.
"""

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    build_schema,
    get_named_type,
    is_introspection_type,
    is_list_type,
    is_non_null_type,
    is_specified_scalar_type,
    value_from_ast_untyped,
)

from graphql_schema.sdl import SCHEMAS, sdl_of

PASCAL_CASE = re.compile(r"[A-Z][A-Za-z0-9]*")
CAMEL_CASE = re.compile(r"[a-z][A-Za-z0-9]*")
UPPER_CASE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")

every_schema = pytest.mark.parametrize("name", SCHEMAS)
FieldOf = tuple[GraphQLObjectType | GraphQLInterfaceType, str, GraphQLField]


@every_schema
def test_everything_has_a_description(name: str) -> None:
    assert [where for where, description in _described(schema_of(name)) if not (description or "").strip()] == []


@every_schema
def test_names_are_written_as_the_ecosystem_writes_them(name: str) -> None:
    assert [found for pattern, found in _named(schema_of(name)) if not pattern.fullmatch(found)] == []


@every_schema
def test_names_say_nothing_twice(name: str) -> None:
    schema = schema_of(name)
    ends = re.compile(r"^(Enum|Interface|Type)|(Enum|Interface|Type)$")
    verb = re.compile(r"(get|query|mutation)([A-Z]|$)")
    wrong = [kind.name for kind in types_of(schema) if ends.search(kind.name)]
    wrong += [f"{kind.name}.{field}" for kind, field, _ in fields_of(schema) if _repeats(kind.name, field)]
    wrong += [field for _, field, _ in fields_of(schema) if verb.match(field)]
    assert wrong == []


@every_schema
def test_a_mutation_takes_one_input_with_an_idempotency_key(name: str) -> None:
    for mutation, field in mutations_of(schema_of(name)):
        assert list(field.args) == ["input"], mutation
        asked = field.args["input"].type
        assert str(asked) == f"{_pascal(mutation)}Input!"
        kind = get_named_type(asked)
        assert isinstance(kind, GraphQLInputObjectType)
        assert str(kind.fields["idempotencyKey"].type) == "UUID!", mutation


@every_schema
def test_a_payload_has_user_errors_and_nothing_but_lists_that_must_be_there(name: str) -> None:
    for mutation, field in mutations_of(schema_of(name)):
        assert str(field.type) == f"{_pascal(mutation)}Payload!"
        payload = get_named_type(field.type)
        assert isinstance(payload, GraphQLObjectType)
        assert str(payload.fields["userErrors"].type) == "[UserError!]!"
        there = [one for one, inner in payload.fields.items() if is_non_null_type(inner.type) and not _is_list(inner)]
        assert there == [], f"{mutation}: what a refusal leaves out must be nullable"


@every_schema
def test_lists_have_no_holes(name: str) -> None:
    for kind, field_name, field in fields_of(schema_of(name)):
        inner = field.type.of_type if is_non_null_type(field.type) else field.type
        assert not is_list_type(inner) or is_non_null_type(inner.of_type), f"{kind.name}.{field_name}"


@every_schema
def test_a_connection_is_paged_by_first_and_after(name: str) -> None:
    for kind, field_name, field in fields_of(schema_of(name)):
        if not get_named_type(field.type).name.endswith("Connection"):
            continue
        where = f"{kind.name}.{field_name}"
        assert str(field.type).endswith("Connection!"), where
        assert str(field.args["first"].type) in ("Int", "Int!"), where
        assert "1 to 100" in (field.args["first"].description or ""), where
        assert 1 <= _default(field.args["first"]) <= 100, where
        assert field.args["after"].type == GraphQLString, where


@every_schema
def test_connections_edges_and_page_info_have_relays_shapes(name: str) -> None:
    schema = schema_of(name)
    for connection in (kind for kind in types_of(schema) if kind.name.endswith("Connection")):
        assert isinstance(connection, GraphQLObjectType)
        item = connection.name.removesuffix("Connection")
        shape = {field: str(inner.type) for field, inner in connection.fields.items()}
        assert shape["edges"] == f"[{item}Edge!]!"
        assert shape["pageInfo"] == "PageInfo!"
        edge, node = schema.type_map[f"{item}Edge"], schema.type_map[item]
        assert isinstance(edge, GraphQLObjectType)
        shape = {field: str(inner.type) for field, inner in edge.fields.items()}
        assert shape == {"node": f"{item}!", "cursor": "String!"}
        assert isinstance(node, GraphQLObjectType)
        assert schema.type_map["Node"] in node.interfaces, item
    page_info = schema.type_map.get("PageInfo")
    if isinstance(page_info, GraphQLObjectType):
        shape = {field: str(inner.type) for field, inner in page_info.fields.items()}
        assert shape == {
            "hasNextPage": "Boolean!",
            "hasPreviousPage": "Boolean!",
            "startCursor": "String",
            "endCursor": "String",
        }


@every_schema
def test_an_id_is_an_id_and_always_there(name: str) -> None:
    for kind, field_name, field in fields_of(schema_of(name)):
        if field_name == "id":
            assert str(field.type) == "ID!", kind.name


@every_schema
def test_node_may_find_nothing(name: str) -> None:
    query = schema_of(name).query_type
    assert query is not None
    node = query.fields["node"]
    assert str(node.type) == "Node"
    assert {argument: str(inner.type) for argument, inner in node.args.items()} == {"id": "ID!"}


@every_schema
def test_enum_values_differ_by_more_than_case(name: str) -> None:
    for kind in types_of(schema_of(name)):
        if isinstance(kind, GraphQLEnumType):
            assert len({value.upper() for value in kind.values}) == len(kind.values), kind.name


@every_schema
def test_every_type_can_be_reached(name: str) -> None:
    schema = schema_of(name)
    reached: set[str] = set()
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        if root is not None:
            _reach(schema, root, reached)
    assert {kind.name for kind in types_of(schema)} - reached == set()


def schema_of(name: str) -> GraphQLSchema:
    """The schema as its SDL tells it: what clients and linters see."""
    return build_schema(sdl_of(SCHEMAS[name]))


def types_of(schema: GraphQLSchema) -> list[GraphQLNamedType]:
    own = schema.type_map.values()
    return [kind for kind in own if not is_introspection_type(kind) and not is_specified_scalar_type(kind)]


def fields_of(schema: GraphQLSchema) -> Iterator[FieldOf]:
    for kind in types_of(schema):
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield from ((kind, name, field) for name, field in kind.fields.items())


def mutations_of(schema: GraphQLSchema) -> list[tuple[str, GraphQLField]]:
    return list(schema.mutation_type.fields.items()) if schema.mutation_type else []


def _described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    for kind in types_of(schema):
        yield kind.name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{kind.name}.{name}", value.description) for name, value in kind.values.items())
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{kind.name}.{name}", field.description) for name, field in kind.fields.items())
    for owner, name, field in fields_of(schema):
        yield f"{owner.name}.{name}", field.description
        yield from ((f"{owner.name}.{name}({one})", argument.description) for one, argument in field.args.items())


def _named(schema: GraphQLSchema) -> Iterator[tuple[re.Pattern[str], str]]:
    for kind in types_of(schema):
        yield PASCAL_CASE, kind.name
        if isinstance(kind, GraphQLEnumType):
            yield from ((UPPER_CASE, name) for name in kind.values)
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((CAMEL_CASE, name) for name in kind.fields)
    for _, name, field in fields_of(schema):
        yield CAMEL_CASE, name
        yield from ((CAMEL_CASE, argument) for argument in field.args)


def _reach(schema: GraphQLSchema, kind: GraphQLNamedType, reached: set[str]) -> None:
    if kind.name in reached:
        return
    reached.add(kind.name)
    if isinstance(kind, GraphQLInterfaceType):
        for implementation in schema.get_implementations(kind).objects:
            _reach(schema, implementation, reached)
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        for interface in kind.interfaces:
            _reach(schema, interface, reached)
        for field in kind.fields.values():
            _reach(schema, get_named_type(field.type), reached)
            for argument in field.args.values():
                _reach(schema, get_named_type(argument.type), reached)
    if isinstance(kind, GraphQLInputObjectType):
        for given in kind.fields.values():
            _reach(schema, get_named_type(given.type), reached)


def _default(argument: GraphQLArgument) -> int:
    node = argument.ast_node
    assert node is not None
    return int(value_from_ast_untyped(node.default_value)) if node.default_value else 0


def _is_list(field: GraphQLField) -> bool:
    return is_list_type(field.type.of_type if is_non_null_type(field.type) else field.type)


def _repeats(kind: str, field: str) -> bool:
    return field.lower().startswith(kind.lower())


def _pascal(name: str) -> str:
    return name[0].upper() + name[1:]
