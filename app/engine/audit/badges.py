"""The audit of badges: what a member has is what activities awarded, less what they revoked."""

from collections import Counter
from collections.abc import Iterator

from app.badges.state import BadgesState
from app.storage.client import Row

SIGNS = {"badge_awarded": 1, "badge_revoked": -1}


class Awarded:
    """How many times each badge, or level, was awarded to a member and not revoked."""

    def __init__(self) -> None:
        self._times: Counter[tuple[str, str | None]] = Counter()

    def take(self, row: Row) -> None:
        """Read one activity."""
        for outcome in row["outcomes"]:
            if sign := SIGNS.get(outcome["type"]):
                self._times[outcome["badge"], outcome["level"]] += sign * outcome["by"]

    def about(self, state: BadgesState) -> Iterator[str]:
        """What does not add up with the member document, in words."""
        has = {(badge, one.level): one.times for badge, won in state.won.items() for one in won}
        for badge, level in sorted({*self._times, *has}, key=str):
            awarded, times = self._times[badge, level], has.get((badge, level), 0)
            if awarded != times:
                name = f"{badge} ({level})" if level else badge
                yield f"has badge {name} {times} times; activities awarded it {awarded} times"
