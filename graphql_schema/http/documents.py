"""Documents, parsed, measured, validated and priced once, and remembered by their text."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graphql_schema.http.cost import Price, price_of
from graphql_schema.http.errors import (
    LIMIT_EXCEEDED,
    OPERATION_RESOLUTION_FAILURE,
    PARSE_FAILED,
    VALIDATION_FAILED,
    Rejected,
    refused,
    with_code,
)
from graphql_schema.http.limits import Limits
from graphql_schema.http.recent import Recent
from graphql_schema.http.shape import check_shape

MOST_ERRORS = 20
"""Validation errors reported for one document."""


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation of a valid document."""

    name: str | None
    kind: OperationType
    node: OperationDefinitionNode
    price: Price
    does: str
    """Its first field, such as `me` or `spinWheel`: one of the schema's own names, whatever the client calls it."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document. Kept between requests: whatever is derived from one may be kept along with it."""

    text: str
    node: DocumentNode
    operations: Mapping[str | None, Operation]

    def operation(self, name: str | None) -> Operation:
        """The operation to run. Raises Rejected when the name is unknown, or is needed and missing."""
        if name is None:
            if len(self.operations) == 1:
                return next(iter(self.operations.values()))
            raise refused(OPERATION_RESOLUTION_FAILURE, "Several operations: give operationName")
        if name not in self.operations:
            raise refused(OPERATION_RESOLUTION_FAILURE, f"There is no operation named '{name}'")
        return self.operations[name]


class Documents:
    """The documents of one schema. Those refused are remembered too, so that repeating one costs nothing."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, *, introspection: bool) -> None:
        self._schema = schema
        self._limits = limits
        self._hide_suggestions = not introspection
        self._rules: tuple[type[ASTValidationRule], ...] = (
            *specified_rules,
            MaybeNullValidationRule,
            OneOfInputValidationRule,
            *(() if introspection else (NoSchemaIntrospectionCustomRule,)),
        )
        self._known: Recent[str, Document | list[dict[str, Any]]] = Recent(limits.cached_tokens)

    def read(self, text: str) -> Document:
        """The document of this text. Raises Rejected when it is malformed, invalid or beyond the limits."""
        known = self._known.get(text)
        if known is None:
            known = self._prepared(text)
            tokens = known.node.token_count if isinstance(known, Document) else 0
            self._known.put(text, known, max(tokens, len(text) // 16, 1))
        if isinstance(known, list):
            raise Rejected(400, known, well_formed=True)
        return known

    def _prepared(self, text: str) -> Document | list[dict[str, Any]]:
        """The document, or the errors that it was refused with."""
        try:
            node = self._parsed(text)
            check_shape(node, self._limits)
            self._validate(node)
        except Rejected as rejected:
            return rejected.errors
        return Document(text, node, MappingProxyType(self._operations(node)))

    def _parsed(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self._limits.tokens)
        except GraphQLSyntaxError as error:
            # The parser has no error class of its own for its limits, of tokens and of nesting, only these words.
            code = LIMIT_EXCEEDED if error.message.endswith("Parsing aborted.") else PARSE_FAILED
            raise _rejected([error], code) from None

    def _validate(self, node: DocumentNode) -> None:
        errors = validate(self._schema, node, self._rules, MOST_ERRORS, self._hide_suggestions)
        if errors:
            raise _rejected(errors, VALIDATION_FAILED)

    def _operations(self, node: DocumentNode) -> dict[str | None, Operation]:
        fragments = {
            definition.name.value: definition
            for definition in node.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        found = [definition for definition in node.definitions if isinstance(definition, OperationDefinitionNode)]
        operations = (
            Operation(
                name=definition.name.value if definition.name else None,
                kind=definition.operation,
                node=definition,
                price=price_of(self._schema, definition, fragments),
                does=_first_field(definition.selection_set, fragments),
            )
            for definition in found
        )
        return {operation.name: operation for operation in operations}


def _first_field(selected: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> str:
    first = selected.selections[0]
    if isinstance(first, FieldNode):
        return first.name.value
    if isinstance(first, FragmentSpreadNode):
        return _first_field(fragments[first.name.value].selection_set, fragments)
    assert isinstance(first, InlineFragmentNode), "there are three kinds of selection"
    return _first_field(first.selection_set, fragments)


def _rejected(errors: list[GraphQLError], code: str) -> Rejected:
    return Rejected(400, [with_code(error, code) for error in errors], well_formed=True)
