"""The outline of an operation, measured on its text alone, before the validation that it might make slow.

Fragments are measured once and counted wherever they are spread, so a document can't hide behind them, and measuring
one that doubles with every fragment takes no longer than reading it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
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
            outline.directives += len(definition.directives or ())
            _check(outline, limits)


@dataclass(slots=True)
class _Outline:
    """What a selection set amounts to. `names` counts the response names at its top."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    schemas: int = 0
    depth: int = 0
    repeats: int = 0
    names: Counter[str] = field(default_factory=Counter)

    def add(self, other: _Outline, *, deeper: int = 0) -> None:
        self.fields += other.fields
        self.aliases += other.aliases
        self.directives += other.directives
        self.schemas += other.schemas
        self.depth = max(self.depth, other.depth + deeper)
        self.repeats = max(self.repeats, other.repeats)


def _check(outline: _Outline, limits: Limits) -> None:
    repeats = max(outline.repeats, *outline.names.values(), 0)
    measured = (
        ("depth", outline.depth, limits.depth),
        ("aliases", outline.aliases, limits.aliases),
        ("directives", outline.directives, limits.directives),
        ("root fields", outline.names.total(), limits.root_fields),
        ("fields", outline.fields, limits.fields),
        ("repeats of a field", repeats, limits.repeats),
        ("uses of __schema", outline.schemas, 1),
    )
    for what, found, most in measured:
        if found > most:
            raise _too_much(what, most)


def _too_much(what: str, most: int) -> Rejected:
    return refused(LIMIT_EXCEEDED, f"The operation goes beyond a limit: {what}, {most} at most", limit=most)


class _Ruler:
    """Measures selection sets, remembering each fragment."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._measured: dict[str, _Outline] = {}

    def measure(self, selections: SelectionSetNode, level: int) -> _Outline:
        if level > MOST_LEVELS:
            raise _too_much("levels", MOST_LEVELS)
        outline = _Outline()
        for selection in selections.selections:
            outline.directives += len(selection.directives or ())
            self._add(selection, outline, level)
        return outline

    def _add(self, selection: SelectionNode, outline: _Outline, level: int) -> None:
        if isinstance(selection, FieldNode):
            self._add_field(selection, outline, level)
        elif isinstance(selection, InlineFragmentNode):
            inner = self.measure(selection.selection_set, level + 1)
            outline.add(inner)
            outline.names.update(inner.names)
        elif isinstance(selection, FragmentSpreadNode):
            inner = self._fragment(selection.name.value, level)
            outline.add(inner)
            outline.names.update(inner.names)

    def _add_field(self, node: FieldNode, outline: _Outline, level: int) -> None:
        outline.fields += 1
        outline.aliases += node.alias is not None
        outline.schemas += node.name.value == "__schema"
        outline.depth = max(outline.depth, 1)
        outline.names[(node.alias or node.name).value] += 1
        if node.selection_set is None:
            return
        inner = self.measure(node.selection_set, level + 1)
        if node.name.value in ("__schema", "__type"):
            inner.depth = 0
        outline.add(inner, deeper=1)
        outline.repeats = max(outline.repeats, *inner.names.values(), 0)

    def _fragment(self, name: str, level: int) -> _Outline:
        """The fragment's outline. One that is unknown or being measured adds nothing: validation reports it."""
        if name not in self._measured:
            self._measured[name] = _Outline()
            definition = self._fragments.get(name)
            if definition is not None:
                outline = self.measure(definition.selection_set, level + 1)
                outline.directives += len(definition.directives or ())
                self._measured[name] = outline
        return self._measured[name]
