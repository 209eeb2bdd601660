"""Caps: never more messages than a member accepts, and the more important ones first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.programme.model import MessageCap


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that was sent to a member, or is to be: `day` is the date in their zone."""

    id: str
    day: date
    priority: int
    tags: frozenset[str]
    certain: bool
    """It was sent, or will be whatever the caps say."""
    campaign: str = ""


def capped_among(caps: Sequence[MessageCap], claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """The ids of the messages of one member that the caps leave no room for, each with the campaigns that took it.

    What is certain counts first; then the more important, the earlier, the smaller id. So the answer depends on what
    there is to send, and never on the order in which it is looked at.
    """
    allowed: list[Claim] = []
    capped: dict[str, tuple[str, ...]] = {}
    for claim in sorted(claims, key=_rank):
        in_the_way = [one for cap in caps if _counts(cap, claim) for one in _in_the_way(cap, allowed, claim)]
        if claim.certain or not in_the_way:
            allowed.append(claim)
        else:
            in_the_way.sort(key=lambda one: one.day)
            capped[claim.id] = tuple(dict.fromkeys(one.campaign for one in in_the_way))
    return capped


def _rank(claim: Claim) -> tuple[bool, int, date, str]:
    return not claim.certain, -claim.priority, claim.day, claim.id


def _counts(cap: MessageCap, claim: Claim) -> bool:
    return cap.tag is None or cap.tag in claim.tags


def _in_the_way(cap: MessageCap, allowed: Sequence[Claim], claim: Claim) -> list[Claim]:
    """The messages that fill a span of the cap's days which the claim lies in; none while there is room in each."""
    counted = [one for one in allowed if _counts(cap, one)]
    starts = (claim.day - timedelta(days=back) for back in range(cap.days))
    spans = ([one for one in counted if start <= one.day < start + timedelta(days=cap.days)] for start in starts)
    return next((span for span in spans if len(span) >= cap.messages), [])
