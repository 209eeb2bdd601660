"""What must be true wherever assets and amounts of money are named."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.programme.checks.reading import (
    Found,
    amount_of,
    at,
    currency_of,
    duration_of,
    given,
    listed,
    named,
    whole_of,
)
from app.programme.leaves import Leaf
from app.programme.mistakes import did_you_mean
from app.programme.tree import Node, Step
from app.programme.values import Duration, Meaning, in_minor_units

UTC = ZoneInfo("UTC")
ANY_DAY = datetime(2001, 2, 1, tzinfo=UTC)
"""The start of the shortest month: from here durations are compared."""
LONGEST_WARNING = 365
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


def check_warnings(tree: Node) -> Found:
    """Members are warned of what expires only, and after they have got it."""
    for name, asset in named(tree, "assets"):
        steps: tuple[Step, ...] = ("assets", name, "warn_days")
        expires, days = duration_of(asset.get("expires")), [whole_of(one) for one in listed(asset, "warn_days")]
        if days and not given(asset, "expires"):
            yield at(
                tree, steps, f"`{name}` never expire, so there is nothing to warn of; add `expires`, or take it out"
            )
        for position, one in enumerate(days):
            if one is None:
                continue
            if not 1 <= one <= LONGEST_WARNING:
                yield at(tree, (*steps, position), f"a warning comes 1 to {LONGEST_WARNING} days before")
            elif one in days[:position]:
                yield at(tree, (*steps, position), f"{one} is in the list already; take it out")
            elif expires and expires.after(ANY_DAY, UTC) <= Duration(one, "days").after(ANY_DAY, UTC):
                message = f"`{name}` last {expires}, so {one} days before that they may not be there; make it less"
                yield at(tree, (*steps, position), message)


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
