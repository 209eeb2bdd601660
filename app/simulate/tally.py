"""A tally: what members did, and what it came to."""

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from app.engine.memory.headings import HEADINGS
from app.engine.memory.history import History
from app.engine.state import state_from
from app.wallet.movements import Kind


@dataclass(slots=True)
class Tally:
    """Counts over one or many lives."""

    members: int = 0
    done: Counter[str] = field(default_factory=Counter)
    """Activities by kind."""
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By kind of activity and code."""
    moved: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By asset and heading; what left a wallet is negative."""
    outstanding: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By asset: `available` less debts, and `pending`, at the end."""
    earned: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By asset and rule."""
    won: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By wheel and segment."""

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.members += other.members
        for one in fields(self):
            counter = getattr(self, one.name)
            if isinstance(counter, Counter):
                counter.update(getattr(other, one.name))

    def take(self, history: History) -> None:
        """Count a whole life."""
        self.done.update(activity["kind"] for activity in history.activities.values())
        self.won.update((play["wheel"], play["segment"]) for play in history.plays.values())
        for transaction in history.transactions.values():
            kind, asset, amount = Kind(transaction["kind"]), transaction["asset"], transaction["amount"]
            if kind in HEADINGS:
                self.moved[asset, HEADINGS[kind]] += amount
            if kind is Kind.EARN:
                self.earned[asset, transaction["rule"]] += amount
        for asset, holding in state_from(history.document).wallet.items():
            self.outstanding[asset, "available"] += holding.available
            self.outstanding[asset, "pending"] += holding.pending

    def to_document(self) -> dict[str, Any]:
        """The tally as plain values, in one order."""
        return {
            "members": self.members,
            "activities": dict(sorted(self.done.items())),
            "refused": _nested(self.refused),
            "assets": _nested(self.moved),
            "outstanding": _nested(self.outstanding),
            "earned": _nested(self.earned),
            "won": _nested(self.won),
        }


def _nested(counter: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for (outer, inner), count in sorted(counter.items()):
        nested.setdefault(outer, {})[inner] = count
    return nested
