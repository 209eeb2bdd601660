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
    sent: bool


def claims_within(caps: Sequence[MessageCap], claims: Iterable[Claim]) -> set[str]:
    """The ids of the messages of one member that the caps leave room for.

    What was sent counts first, for it can't be taken back; then the more important, the earlier, the smaller id. So
    the answer depends on what there is to send, and never on the order in which it is looked at.
    """
    allowed: list[Claim] = []
    for claim in sorted(claims, key=_rank):
        if claim.sent or all(_has_room(cap, allowed, claim) for cap in caps if _counts(cap, claim)):
            allowed.append(claim)
    return {claim.id for claim in allowed}


def _rank(claim: Claim) -> tuple[bool, int, date, str]:
    return not claim.sent, -claim.priority, claim.day, claim.id


def _counts(cap: MessageCap, claim: Claim) -> bool:
    return cap.tag is None or cap.tag in claim.tags


def _has_room(cap: MessageCap, allowed: Sequence[Claim], claim: Claim) -> bool:
    """Whether no span of the cap's days that the claim lies in is full."""
    days = [one.day for one in allowed if _counts(cap, one)]
    starts = (claim.day - timedelta(days=back) for back in range(cap.days))
    return all(sum(start <= day < start + timedelta(days=cap.days) for day in days) < cap.messages for start in starts)
