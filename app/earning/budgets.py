"""Budgets: what a rule may pay to all members together, cut into shards so that members don't wait for one another.

Each shard counts what was taken from it, and may give its part of the budget and no more: so however many take at once,
the parts never exceed the whole. A member starts at a shard of their own and goes on to the next where it is empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

SHARDS = 16
"""How many counters a budget has. More would only make a small budget slower to read."""


@dataclass(frozen=True, slots=True)
class Share:
    """An amount to take from one shard of a rule's budget, as long as no more than `most` was taken from it then."""

    rule: str
    shard: int
    amount: int
    most: int


def shares_of(rule: str, budget: int, taken: Sequence[int], member: str, wanted: int) -> list[Share]:
    """From which shards to take what a member is to get: all that is wanted, or what is left.

    `taken` says what was taken from each shard. It may be outdated: a share holds only if its shard still has room.
    """
    shares: list[Share] = []
    parts = parts_of(budget, taken)
    first = crc32(member.encode()) % SHARDS
    for shard in (*range(first, SHARDS), *range(first)):
        amount = min(wanted, max(0, parts[shard] - taken[shard]))
        if amount:
            shares.append(Share(rule, shard, amount, parts[shard]))
            wanted -= amount
    return shares


def parts_of(budget: int, taken: Sequence[int]) -> list[int]:
    """How much each shard may give in all. They never add up to more than the budget while any may still give.

    The parts are equal, give or take 1. A budget that was lowered may leave shards that gave more than their part: the
    others bear it. What these bear does not change as they give more, so that all members see the same parts.
    """
    parts = [0] * len(taken)
    spent: set[int] = set()
    while True:
        others = [shard for shard in range(len(taken)) if shard not in spent]
        left = max(0, budget - sum(taken[shard] for shard in spent))
        for position, shard in enumerate(others):
            parts[shard] = left // len(others) + (position < left % len(others))
        exceeded = {shard for shard in others if taken[shard] > parts[shard]}
        if not exceeded:
            return parts
        spent |= exceeded
