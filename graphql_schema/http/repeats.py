"""How often one place of the answer is asked for.

Validation compares all fields that end up in one place with one another, in pairs: an operation that names a place a
few hundred times, in one selection set or in many that are merged, keeps it busy for long.
"""

from collections import Counter
from collections.abc import Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
)

Place = tuple[str, ...]


def most_repeats(selections: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> int:
    """The number of times that the place asked for most often is asked for.

    Spreads every fragment, so it is for operations without circles whose number of fields is known to be bearable.
    """
    places: Counter[Place] = Counter()
    _count(selections, (), fragments, places)
    return max(places.values(), default=0)


def _count(
    selections: SelectionSetNode,
    parent: Place,
    fragments: Mapping[str, FragmentDefinitionNode],
    places: Counter[Place],
) -> None:
    for selection in selections.selections:
        if isinstance(selection, FieldNode):
            place = (*parent, (selection.alias or selection.name).value)
            places[place] += 1
            if selection.selection_set is not None:
                _count(selection.selection_set, place, fragments, places)
        elif isinstance(selection, InlineFragmentNode):
            _count(selection.selection_set, parent, fragments, places)
        elif isinstance(selection, FragmentSpreadNode) and selection.name.value in fragments:
            _count(fragments[selection.name.value].selection_set, parent, fragments, places)
