"""The audit of tiers: what counts toward a level, the level and the memberships are what the activities say."""

from collections.abc import Iterator

from app.engine.activities import Return, Reversal
from app.storage.client import Row
from app.tiers.rules import counts_toward_tiers
from app.tiers.state import TierState

SIGNS = {"earned": 1, "taken_back": -1}


class TierHistory:
    """What one member's activities say about their tier; they may be read in any order."""

    def __init__(self) -> None:
        self._counted: list[tuple[int, str, str, int]] = []
        """Activity number, what is counted, bucket and amount."""
        self._levels: list[tuple[int, int, str | None]] = []
        """Activity number, position in it, and level of each change."""
        self._paid: dict[tuple[int, str], int] = {}
        """How many times of which membership each activity paid for."""

    def take(self, row: Row) -> Iterator[str]:
        """Read one activity; say where what it counted is not what it led to."""
        for position, outcome in enumerate(row["outcomes"]):
            if outcome["type"] == "tier_counted":
                self._counted.append((row["number"], outcome["what"], outcome["bucket"], outcome["amount"]))
                expected = _recounted(row, outcome["what"])
                if expected != outcome["amount"]:
                    yield f"counted {outcome['amount']} of {outcome['what']}; it led to {expected}"
            elif outcome["type"] == "tier_changed":
                self._levels.append((row["number"], position, outcome["after"]))
            elif outcome["type"] == "membership_bought":
                key = (row["number"], outcome["membership"])
                self._paid[key] = self._paid.get(key, 0) + 1

    def about(self, kept: TierState) -> Iterator[str]:
        """Say where the member document differs."""
        sums: dict[str, int] = {}
        for number, what, bucket, amount in self._counted:
            if what == kept.counts_what and number >= kept.began:
                sums[bucket] = sums.get(bucket, 0) + amount
        first = min(kept.counts, default=None)
        for bucket in sorted({*kept.counts, *(one for one in sums if first is not None and one > first)}):
            expected, found = sums.get(bucket, 0), kept.counts.get(bucket, 0)
            if expected != found:
                yield f"counts {found} of {kept.counts_what} for {bucket}; the activities counted {expected}"
        level = max(self._levels, default=(0, 0, None), key=lambda change: change[:2])[2]
        if level != kept.level:
            yield f"has the level {kept.level}; by the activities it is {level}"
        yield from self._about_memberships(kept)

    def _about_memberships(self, kept: TierState) -> Iterator[str]:
        for name, bought in kept.bought.items():
            numbers = [term.number for term in bought.terms]
            for number in sorted(set(numbers)):
                paid = self._paid.get((number, name), 0)
                if numbers.count(number) > paid:
                    yield f"has {numbers.count(number)} times of {name} by activity {number}, which paid for {paid}"


def _recounted(row: Row, what: str) -> int:
    """What an activity counts toward a level, by its other outcomes."""
    way, _, asset = what.partition(":")
    if way == "earned":
        return sum(_of_asset(outcome, asset, row["kind"]) for outcome in row["outcomes"])
    if way == "spent":
        returned = sum(outcome["amount"] for outcome in row["outcomes"] if outcome["type"] == "returned")
        return -returned if row["kind"] == Return.kind else int(row["said"].get("amount", 0))
    return -1 if row["kind"] == Return.kind else 1


def _of_asset(outcome: Row, asset: str, kind: str) -> int:
    if outcome["type"] == "reversed" and kind == Reversal.kind and outcome["asset"] == asset:
        return int(outcome["amount"])
    sign = SIGNS.get(outcome["type"], 0)
    if not sign or outcome["asset"] != asset or not counts_toward_tiers(outcome["rule"]):
        return 0
    return sign * int(outcome["due" if sign < 0 else "amount"])
