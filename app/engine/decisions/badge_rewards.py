"""What badges paid, and taking it back once a badge is revoked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.engine.effects import TakenBack
from app.programme.model import Programme
from app.wallet.lots import terms_from

PREFIX = "badge:"
"""No rule of the programme begins so: its ids have no colons."""


def rule_of(badge: str) -> str:
    """The rule that rewards of a badge name."""
    return f"{PREFIX}{badge}"


@dataclass(slots=True)
class Award:
    """A badge, or a level of it, won `by` times at once: `left` of them were not revoked. `paid` are the outcomes."""

    by: int
    left: int
    paid: list[Mapping[str, Any]] = field(default_factory=list)


def standing(rows: Sequence[Mapping[str, Any]], badge: str, level: str | None) -> list[Award]:
    """What a history awarded of a badge, or of a level, and did not revoke, the latest last."""
    awards: list[Award] = []
    for row in rows:
        last: Award | None = None
        for outcome in row["outcomes"]:
            if outcome["type"] in ("badge_awarded", "badge_revoked"):
                concerned = (outcome["badge"], outcome["level"]) == (badge, level)
                last = Award(outcome["by"], outcome["by"]) if concerned else None
                if last and outcome["type"] == "badge_revoked":
                    for award, times in _latest(awards, outcome["by"]):
                        award.left -= times
                    last = None
                elif last:
                    awards.append(last)
            elif last and outcome["type"] == "earned" and outcome["rule"] == rule_of(badge):
                last.paid.append(outcome)  # rewards follow their award
    return [award for award in awards if award.left]


def taken_back(
    programme: Programme, awards: Sequence[Award], times: int, reversed_: frozenset[str]
) -> Iterator[TakenBack]:
    """What the latest `times` of these awards paid goes back, by the policy of each asset. What staff reversed already
    is left alone."""
    for award, part in _latest(awards, times):
        for paid in award.paid:
            if paid["transaction"] not in reversed_:
                due = paid["amount"] * part // award.by
                policy = programme.assets[paid["asset"]].on_return
                yield TakenBack(paid["rule"], paid["asset"], due, terms_from(paid), policy)


def _latest(awards: Sequence[Award], times: int) -> Iterator[tuple[Award, int]]:
    """From which awards the latest `times` are, and how many of each."""
    for award in reversed(awards):
        part = min(times, award.left)
        if part:
            yield award, part
            times -= part
