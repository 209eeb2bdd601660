"""What must be true wherever assets and amounts of money are named."""

from app.programme.checks.reading import Found, amount_of, at, currency_of, named
from app.programme.leaves import Leaf
from app.programme.mistakes import did_you_mean
from app.programme.tree import Node
from app.programme.values import Meaning, in_minor_units

NOT_ZERO = ("per", "largest_purchase", "worth", "money", "amount", "most", "least", "smallest_purchase")
"""Amounts of money that something is divided by, limited to or aimed at."""


def check_assets(tree: Node, everything: list[Leaf]) -> Found:
    """Assets that are named exist."""
    defined = [name for name, _ in named(tree, "assets")]
    for leaf in everything:
        name = leaf.node.value
        if leaf.meaning is Meaning.ASSET and isinstance(name, str) and name not in defined:
            way_out = did_you_mean(name, defined, "add it to `assets`")
            yield at(tree, leaf.steps, f"there is no asset `{name}`; {way_out}")


def check_amounts(tree: Node, everything: list[Leaf]) -> Found:
    """Amounts of money are whole minor units, and more than 0 where they have to be."""
    currency = currency_of(tree)
    for leaf in everything:
        amount = amount_of(leaf.node) if leaf.meaning is Meaning.AMOUNT else None
        if amount is None:
            continue
        if amount == 0 and leaf.steps[-1] in NOT_ZERO:
            yield at(tree, leaf.steps, f"`{leaf.steps[-1]}` must be more than 0, for example 1.00")
        if currency:
            try:
                in_minor_units(amount, currency)
            except ValueError as error:
                yield at(tree, leaf.steps, f"`{leaf.steps[-1]}`: {error}")
