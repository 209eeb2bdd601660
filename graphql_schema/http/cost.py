"""What an operation may cost, known before it runs.

Every field that yields an object costs 1. A field with an argument `first` or `last` is a list, or a connection whose
lists (`edges`, `nodes`) hold that many: what they hold is multiplied. Scalars are free, but count as nodes: the values
the answer may hold. Fields behind `@skip` and of every branch of a union count: the cost is the highest possible.

The cost of `first: $n` depends on the request. So the price of an operation is a small polynomial: it is worked out
once per document and takes a handful of multiplications per request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    value_from_ast_untyped,
)

INTROSPECTION_COSTS = {"__schema": 100, "__type": 10}
"""Introspection walks the schema without waiting, so it is charged by what it takes, not by what is asked of it."""

LONGEST_PAGE = 100
"""Assumed for a list whose length is neither asked for nor has a default."""

HIGHEST = 2**53 - 1
"""Where counting ends: the largest whole number that every JSON reader keeps exact."""


class Variable(NamedTuple):
    """A variable that gives a list's length, and the length when the request doesn't set it."""

    name: str
    otherwise: int


Price = dict[tuple[Variable, ...], tuple[int, int]]
"""A polynomial: cost and nodes, by the variables they are to be multiplied with."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What one request may cost, and how many values its answer may hold."""

    cost: int
    nodes: int


def price_of(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Price:
    """The price of a valid operation. The time it takes grows with the fields after spreading the fragments."""
    root = schema.get_root_type(operation.operation)
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value is not None
    }
    return _Pricing(schema, fragments, defaults).selections(operation.selection_set, root, None) if root else {}


def quote(price: Price, variables: Mapping[str, Any]) -> Quote:
    """The price for one request's variables, as they came: nothing is coerced yet. No request costs less than 1."""
    total_cost = total_nodes = 0
    for factors, (cost, nodes) in price.items():
        for variable in factors:
            length = _whole(variables.get(variable.name), variable.otherwise)
            cost, nodes = cost * length, nodes * length
        total_cost += cost
        total_nodes += nodes
    return Quote(min(max(total_cost, 1), HIGHEST), min(total_nodes, HIGHEST))


class _Pricing:
    """Walks one operation. `page` is the length of the lists of the connection that a selection set is about."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        defaults: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._defaults = defaults

    def selections(self, node: SelectionSetNode, parent: GraphQLNamedType, page: int | Variable | None) -> Price:
        total: Price = {}
        for selection in node.selections:
            _add(total, self._selection(selection, parent, page))
        return total

    def _selection(self, node: SelectionNode, parent: GraphQLNamedType, page: int | Variable | None) -> Price:
        if isinstance(node, FieldNode):
            return self._field(node, parent, page)
        if isinstance(node, InlineFragmentNode):
            return self.selections(node.selection_set, self._narrowed(parent, node.type_condition), page)
        assert isinstance(node, FragmentSpreadNode)
        fragment = self._fragments[node.name.value]
        return self.selections(fragment.selection_set, self._narrowed(parent, fragment.type_condition), page)

    def _narrowed(self, parent: GraphQLNamedType, condition: NamedTypeNode | None) -> GraphQLNamedType:
        return (self._schema.get_type(condition.name.value) if condition else None) or parent

    def _field(self, node: FieldNode, parent: GraphQLNamedType, page: int | Variable | None) -> Price:
        name = node.name.value
        if name in INTROSPECTION_COSTS:
            return {(): (INTROSPECTION_COSTS[name], 1)}
        definition = self._schema.get_field(parent, name)  # type: ignore[arg-type]
        if definition is None or node.selection_set is None:
            return {(): (0, 1)}
        is_list = is_list_type(get_nullable_type(definition.type))
        length = self._length(node, definition)
        inside = self.selections(node.selection_set, get_named_type(definition.type), None if is_list else length)
        _add(inside, {(): (1, 1)})
        times = (length if length is not None else page) if is_list else None
        return inside if times is None else _multiplied(inside, times)

    def _length(self, node: FieldNode, definition: GraphQLField) -> int | Variable | None:
        """The length asked for by `first` or `last`; None when the field has no such argument."""
        named = [name for name in ("first", "last") if name in definition.args]
        if not named:
            return None
        for argument in node.arguments or ():
            if argument.name.value in named:
                otherwise = _default(definition, argument.name.value)
                if isinstance(argument.value, IntValueNode):
                    return max(int(argument.value.value), 0)
                if isinstance(argument.value, VariableNode):
                    variable = argument.value.name.value
                    return Variable(variable, _whole(self._defaults.get(variable), otherwise))
        return _default(definition, named[0])


def _default(definition: GraphQLField, argument: str) -> int:
    default = definition.args[argument].default_value
    return _whole(default, LONGEST_PAGE)


def _whole(value: object, otherwise: int) -> int:
    return max(value, 0) if isinstance(value, int) else otherwise


def _add(total: Price, more: Price) -> None:
    for factors, (cost, nodes) in more.items():
        known_cost, known_nodes = total.get(factors, (0, 0))
        total[factors] = (known_cost + cost, known_nodes + nodes)


def _multiplied(price: Price, times: int | Variable) -> Price:
    if isinstance(times, Variable):
        return {(*factors, times): values for factors, values in price.items()}
    return {factors: (cost * times, nodes * times) for factors, (cost, nodes) in price.items()}
