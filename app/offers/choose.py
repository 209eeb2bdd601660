"""Choose: which offers fit a member best. The same taste and history always give the same choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

LIKED = 3_000
"""What a liking that the member stated weighs: as three purchases just made."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Because(StrEnum):
    """Why an offer fits."""

    BOUGHT = "bought"
    LIKED = "liked"
    NEW = "new"
    """The member has not had it yet."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer was chosen; without a category where it is about none."""

    because: Because
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer that the member may have, and the categories it is about."""

    offer: str
    about: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Preferences:
    """A member's taste on the day of a choice."""

    weights: Mapping[str, int]
    likes: frozenset[str]
    dislikes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer that fits, and why."""

    offer: str
    reasons: tuple[Reason, ...]


def ranked(
    candidates: Sequence[Candidate], preferences: Preferences, chosen_at: Mapping[str, datetime]
) -> list[Choice]:
    """The candidates that are against no dislike, the best first.

    First comes what the member buys or likes most; of equals what was chosen longest ago, or never; then the order of
    the candidates. `chosen_at` says when each offer was chosen last.
    """
    fitting = [one for one in candidates if not preferences.dislikes.intersection(one.about)]
    ordered = sorted(fitting, key=lambda one: (-_score(one, preferences), chosen_at.get(one.offer, LONG_AGO)))
    return [Choice(one.offer, _reasons(one, preferences, chosen_at)) for one in ordered]


def _score(candidate: Candidate, preferences: Preferences) -> int:
    scores = [
        preferences.weights.get(category, 0) + (LIKED if category in preferences.likes else 0)
        for category in candidate.about
    ]
    return max(scores, default=0)


def _reasons(candidate: Candidate, preferences: Preferences, chosen_at: Mapping[str, datetime]) -> tuple[Reason, ...]:
    bought = [Reason(Because.BOUGHT, one) for one in candidate.about if preferences.weights.get(one, 0) > 0]
    liked = [Reason(Because.LIKED, one) for one in candidate.about if one in preferences.likes]
    new = [] if candidate.offer in chosen_at else [Reason(Because.NEW)]
    return (*bought, *liked, *new)
