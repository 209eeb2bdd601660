"""What every outcome has in common, and the programme's own names to tell it in."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from app.programme.model import Programme, TierLevel
from app.programme.values import Text
from app.words import Fact, Said, Worded
from app.words.catalogue import ships
from graphql_schema.ids import global_id
from graphql_schema.scalars import BigInt

Stored = Mapping[str, Any]


@strawberry.interface(description="Something an activity led to.")
class Outcome:
    """Something an activity led to."""

    message: str = strawberry.field(description="What happened, in words.")


@strawberry.interface(description="An outcome that moved an amount of an asset.")
class Moved(Outcome):
    """An outcome in the ledger."""

    asset: str = strawberry.field(description="The asset's id.")
    amount: BigInt = strawberry.field(description="What the wallet gained; negative for what it lost.")
    transaction_id: strawberry.ID | None = strawberry.field(
        description="The transaction in the ledger; null when nothing moved, and in a preview."
    )


class Words:
    """The programme's own names for things, and the product's sentences.

    Names come in the language among those of the programme that fits best, sentences too if the product speaks it. If
    not, sentences come in the programme's default language, else in English.
    """

    def __init__(self, programme: Programme, language: str) -> None:
        self.programme = programme
        self._names = nearest_language(language, programme.languages)
        default = programme.languages[0]
        self.language = self._names if ships(self._names) or not ships(default) else default

    def say(self, template: str, **facts: Fact) -> str:
        """A sentence of the product's own, in the language that the programme's names come in."""
        return Said(template, facts).in_language(self.language)

    def put(self, words: Worded) -> str:
        """A sentence that has not chosen its language yet, in this one."""
        return words.in_language(self.language)

    def text(self, text: Text) -> str:
        """A text of the programme."""
        return text.in_language(self._names, self.programme.languages[0])

    def amount(self, asset: str, amount: int) -> str:
        """`Points +25` or `Spins -1`, which needs no plural in any language; the id of an asset that is no more."""
        return f"{self.asset(asset)} {amount:+}"

    def asset(self, asset: str) -> str:
        """The asset's name."""
        known = self.programme.assets.get(asset)
        return self.text(known.name) if known else asset

    def wheel(self, wheel: str) -> str:
        """The wheel's name."""
        known = self.programme.wheels.get(wheel)
        return self.text(known.name) if known else wheel

    def streak(self, streak: str) -> str:
        """The streak's name."""
        known = self.programme.streaks.get(streak)
        return self.text(known.name) if known else streak

    def cause(self, cause: str) -> str:
        """The name of a cause."""
        known = self.programme.causes.get(cause)
        return self.text(known.name) if known else cause

    def store(self, store: str) -> str:
        """The name of a store."""
        known = self.programme.stores.get(store)
        return self.text(known.name) if known else store

    def question(self, question: str) -> str:
        """What a question asks."""
        known = self.programme.questions.get(question)
        return self.text(known.text) if known else question

    def badge(self, badge: str) -> str:
        """The name of a badge."""
        known = self.programme.badges.get(badge)
        return self.text(known.name) if known else badge

    def badge_level(self, badge: str, level: str) -> str:
        """The name of a badge's level."""
        known = self.programme.badges.get(badge)
        names = {one.id: one.name for one in known.levels} if known else {}
        name = names.get(level)
        return self.text(name) if name else level

    def level(self, level: str) -> str:
        """The name of a level."""
        known = next((one for one in self._levels if one.id == level), None)
        return self.text(known.name) if known else level

    def rank(self, level: str | None) -> int:
        """The place of a level among the others, from 1; 0 for none, and for one that is no more."""
        return next((rank for rank, one in enumerate(self._levels, start=1) if one.id == level), 0)

    def membership(self, membership: str) -> str:
        """The name of a membership."""
        known = self.programme.memberships.get(membership)
        return self.text(known.name) if known else membership

    @property
    def _levels(self) -> tuple[TierLevel, ...]:
        return self.programme.tiers.levels if self.programme.tiers else ()

    def segment(self, wheel: str, segment: str) -> str:
        """The label of a wheel's segment."""
        known = self.programme.wheels.get(wheel)
        labels = {one.id: one.label for one in known.segments} if known else {}
        label = labels.get(segment)
        return self.text(label) if label else segment


def nearest_language(wanted: str, spoken: Sequence[str]) -> str:
    """The language among `spoken` that fits best: the very one, the same without its region, else the first."""
    return next((one for one in (wanted, wanted.partition("-")[0]) if one in spoken), spoken[0])


def moved(outcome: Stored, gained: int) -> dict[str, Any]:
    """The fields of `Moved` in a stored outcome, by which the wallet gained so much."""
    transaction = outcome["transaction"]
    return {
        "asset": outcome["asset"],
        "amount": BigInt(gained),
        "transaction_id": global_id("Transaction", transaction) if transaction else None,
    }
