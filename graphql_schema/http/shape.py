"""The outline of an operation, measured on its text alone, before the validation that it might make slow.

Fragments are measured once and counted wherever they are spread, so a document can't hide behind them, and measuring
one that doubles with every fragment takes no longer than reading it.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from graphql_schema.http.errors import LIMIT_EXCEEDED, Rejected, refused
from graphql_schema.http.limits import Limits
from graphql_schema.http.repeats import most_repeats

MOST_LEVELS = 100
"""Nested selection sets and fragments after which measuring stops: keeps far from Python's recursion limit."""


def check_shape(document: DocumentNode, limits: Limits) -> None:
    """Raise Rejected when an operation of the document is too large in any way that `limits` bounds."""
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    ruler = _Ruler(fragments)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            outline = ruler.measure(definition.selection_set, 1)
            outline.count_directives(definition)
            _check(outline, limits)
            if not ruler.circular:
                _check_repeats(most_repeats(definition.selection_set, fragments), limits)


@dataclass(slots=True)
class _Outline:
    """What a selection set amounts to. `top` counts the fields that are not inside of another field."""

    fields: int = 0
    top: int = 0
    aliases: int = 0
    directives: int = 0
    directives_each: int = 0
    schemas: int = 0
    depth: int = 0

    def count_directives(self, node: SelectionNode | ExecutableDefinitionNode) -> None:
        count = len(node.directives or ())
        self.directives += count
        self.directives_each = max(self.directives_each, count)

    def add(self, other: _Outline, *, deeper: int = 0) -> None:
        """Count what is in `other`, a selection set this many fields deeper; 0 for a fragment's."""
        self.fields += other.fields
        self.aliases += other.aliases
        self.directives += other.directives
        self.directives_each = max(self.directives_each, other.directives_each)
        self.schemas += other.schemas
        self.depth = max(self.depth, other.depth + deeper)
        if not deeper:
            self.top += other.top


def _check(outline: _Outline, limits: Limits) -> None:
    measured = (
        ("depth", outline.depth, limits.depth),
        ("aliases", outline.aliases, limits.aliases),
        ("directives", outline.directives, limits.directives),
        ("directives in one place", outline.directives_each, limits.directives_each),
        ("root fields", outline.top, limits.root_fields),
        ("fields", outline.fields, limits.fields),
        ("uses of __schema", outline.schemas, 1),
    )
    for what, found, most in measured:
        if found > most:
            raise _too_much(what, most)


def _check_repeats(repeats: int, limits: Limits) -> None:
    if repeats > limits.repeats:
        raise _too_much("repeats of a field", limits.repeats)


def _too_much(what: str, most: int) -> Rejected:
    return refused(LIMIT_EXCEEDED, f"The operation goes beyond a limit: {what}, {most} at most", limit=most)


class _Ruler:
    """Measures selection sets, remembering each fragment. `circular` tells whether one led back to itself."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._measured: dict[str, _Outline | None] = {}
        self.circular = False

    def measure(self, selections: SelectionSetNode, level: int) -> _Outline:
        if level > MOST_LEVELS:
            raise _too_much("levels", MOST_LEVELS)
        outline = _Outline()
        for selection in selections.selections:
            outline.count_directives(selection)
            self._add(selection, outline, level)
        return outline

    def _add(self, selection: SelectionNode, outline: _Outline, level: int) -> None:
        if isinstance(selection, FieldNode):
            self._add_field(selection, outline, level)
        elif isinstance(selection, InlineFragmentNode):
            outline.add(self.measure(selection.selection_set, level + 1))
        elif isinstance(selection, FragmentSpreadNode):
            outline.add(self._fragment(selection.name.value, level))

    def _add_field(self, node: FieldNode, outline: _Outline, level: int) -> None:
        outline.fields += 1
        outline.aliases += node.alias is not None
        outline.schemas += node.name.value == "__schema"
        outline.depth = max(outline.depth, 1)
        outline.top += 1
        if node.selection_set is None:
            return
        inner = self.measure(node.selection_set, level + 1)
        if node.name.value in ("__schema", "__type"):
            inner.depth = 0
        outline.add(inner, deeper=1)

    def _fragment(self, name: str, level: int) -> _Outline:
        """The fragment's outline. One that is unknown or being measured adds nothing: validation reports it."""
        definition = self._fragments.get(name)
        if definition is None:
            return _Outline()
        if name not in self._measured:
            self._measured[name] = None
            outline = self.measure(definition.selection_set, level + 1)
            outline.count_directives(definition)
            self._measured[name] = outline
        measured = self._measured[name]
        if measured is None:
            self.circular = True
            return _Outline()
        return measured
