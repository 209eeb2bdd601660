"""Figures of one member, or of all: what was issued, spent and held."""

from collections import Counter
from dataclasses import dataclass, field

from app.engine.memory.headings import HEADINGS
from app.engine.memory.history import History
from app.replay.period import Period
from app.wallet.movements import Kind

OUTSTANDING = "outstanding"


@dataclass(slots=True)
class Figures:
    """Amounts by asset. What leaves wallets is negative."""

    by_heading: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By asset and heading, within the period; `outstanding` is the balance at its end, pending included."""
    by_rule: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What was earned within the period, by asset and rule."""


def figures_of(history: History, period: Period) -> Figures:
    """The figures of a member. A transaction counts when it took effect: an expiry at its own instant."""
    figures = Figures()
    for transaction in history.transactions.values():
        kind, asset, amount = Kind(transaction["kind"]), transaction["asset"], transaction["amount"]
        if period.ends_after(transaction["at"]):
            figures.by_heading[asset, OUTSTANDING] += amount
        if transaction["at"] in period and kind in HEADINGS:
            figures.by_heading[asset, HEADINGS[kind]] += amount
        if transaction["at"] in period and kind is Kind.EARN:
            figures.by_rule[asset, transaction["rule"]] += amount
    return figures
