"""A member's taste: what they buy often, and what they would rather not be offered. Whole numbers only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

PURCHASE = 1_000
"""What one purchase of a category weighs on its day."""
MOST_WEIGHT = 1_000_000
MOST_CATEGORIES = 50
"""Of more, those that weigh least are forgotten."""
DECLINED_DAYS = 180
"""How long a category counts as disliked after the member handed back an offer of it as unwanted."""
SURE = 2 * PURCHASE + 1
"""From which weight of one alternative on the others can be disliked: three fresh purchases."""
FAR_MORE = 10
"""How many times as much as the other one alternative must weigh."""


class Weight(NamedTuple):
    """What the purchases of a category weigh on a day; less on every later one."""

    weight: int
    day: date


@dataclass(frozen=True, slots=True)
class Tastes:
    """Categories that a member said they like and dislike."""

    likes: frozenset[str] = frozenset()
    dislikes: frozenset[str] = frozenset()


NOTHING_STATED = Tastes()


@dataclass(frozen=True, slots=True)
class Taste:
    """What was learnt of a member's taste."""

    bought: Mapping[str, Weight] = field(default_factory=dict)
    declined: Mapping[str, date] = field(default_factory=dict)
    """When the member handed back an offer as unwanted, by category."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Taste":
        """The taste kept under `taste` of the member document; nothing where that is empty."""
        bought = {
            row["category"]: Weight(row["weight"], date.fromisoformat(row["day"])) for row in document.get("bought", ())
        }
        declined = {row["category"]: date.fromisoformat(row["day"]) for row in document.get("declined", ())}
        return cls(bought, declined)

    def to_document(self) -> dict[str, Any]:
        """The taste as `from_document` reads it. Lists, because a category may have any sign in its name."""
        return {
            "bought": [
                {"category": category, "weight": weight, "day": day.isoformat()}
                for category, (weight, day) in self.bought.items()
            ],
            "declined": [{"category": category, "day": day.isoformat()} for category, day in self.declined.items()],
        }

    def weight_of(self, category: str, day: date, half_life_days: int) -> int:
        """What the purchases of a category weigh on a day."""
        kept = self.bought.get(category)
        return decayed(kept.weight, (day - kept.day).days, half_life_days) if kept else 0

    def after_buying(self, categories: Iterable[str], day: date, half_life_days: int) -> "Taste":
        """The taste after a purchase, on a day that may lie before what is known already."""
        return self._after(categories, PURCHASE, day, half_life_days)

    def after_returning(self, categories: Iterable[str], bought_on: date, half_life_days: int) -> "Taste":
        """The taste without a purchase of that day, once all of it was brought back."""
        return self._after(categories, -PURCHASE, bought_on, half_life_days)

    def after_declining(self, categories: Iterable[str], day: date) -> "Taste":
        """The taste after handing back an offer as unwanted. What has been forgiven meanwhile is dropped."""
        since = day - timedelta(days=DECLINED_DAYS)
        kept = {category: on for category, on in self.declined.items() if on > since}
        latest = sorted({**kept, **dict.fromkeys(categories, day)}.items(), key=lambda one: one[1])
        return replace(self, declined=dict(latest[-MOST_CATEGORIES:]))

    def _after(self, categories: Iterable[str], weight: int, day: date, half_life_days: int) -> "Taste":
        bought = dict(self.bought)
        for category in set(categories):
            kept = bought.get(category)
            upto = max(day, kept.day) if kept else day
            before = self.weight_of(category, upto, half_life_days)
            change = decayed(abs(weight), (upto - day).days, half_life_days)
            after = before + change if weight > 0 else before - change
            bought[category] = Weight(min(max(after, 0), MOST_WEIGHT), upto)
        return replace(self, bought=_heaviest(bought, half_life_days))


UNKNOWN_TASTE = Taste()


def decayed(weight: int, days: int, half_life_days: int) -> int:
    """What a weight is after so many days: half of it after each half-life, in a straight line between them.

    Whole numbers, rounded down; never more than before. Days before the weight's own leave it as it is.
    """
    halvings, rest = divmod(max(0, days), half_life_days)
    return (weight >> halvings) * (2 * half_life_days - rest) // (2 * half_life_days)


def dislikes(
    taste: Taste, stated: Tastes, alternatives: Sequence[Sequence[str]], day: date, half_life_days: int
) -> frozenset[str]:
    """The categories that must not be offered: disliked by the member's own words, or as learnt.

    Learnt is what they handed back as unwanted, and an alternative to what they keep to. What a member says they like
    is never learnt to be disliked.
    """
    learnt = {category for category, on in taste.declined.items() if (day - on).days < DECLINED_DAYS}
    for group in alternatives:
        weights = {category: taste.weight_of(category, day, half_life_days) for category in group}
        heaviest = max(weights.values(), default=0)
        if heaviest >= SURE:
            learnt |= {category for category, weight in weights.items() if weight * FAR_MORE < heaviest}
    return stated.dislikes | (learnt - stated.likes)


def _heaviest(bought: dict[str, Weight], half_life_days: int) -> dict[str, Weight]:
    """The categories that weigh most on the latest day of all, by name; without those that weigh nothing."""
    today = max((one.day for one in bought.values()), default=None)
    if today is None:
        return {}
    now = {category: decayed(one.weight, (today - one.day).days, half_life_days) for category, one in bought.items()}
    heavy = sorted((category for category in bought if now[category]), key=lambda name: (-now[name], name))
    return {category: bought[category] for category in sorted(heavy[:MOST_CATEGORIES])}
