"""What callers have left to spend: one leaky bucket each, in the memory of this process.

A server of several processes gives each caller a bucket per process: the limit is there to stop floods, not to bill.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Throttle:
    """A caller's bucket after a request, in units of cost. `retry_after_s` is 0 when the request was paid for."""

    maximum_available: int
    currently_available: int
    restore_rate: int
    retry_after_s: int


class CostBuckets:
    """A bucket per caller, of `capacity` units, that regains `restored_per_second` units every second.

    Of each caller only the moment is kept at which the bucket will be full again (the generic cell rate algorithm,
    ITU-T I.371). At most `most_callers` are remembered: the longest unseen is forgotten first, which fills its bucket.
    """

    def __init__(
        self, capacity: int, restored_per_second: int, now: Callable[[], float], most_callers: int = 50_000
    ) -> None:
        self._capacity = capacity
        self._rate = restored_per_second
        self._now = now
        self._most_callers = most_callers
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def spend(self, caller: str, cost: int) -> Throttle:
        """Take `cost` from the caller's bucket, or nothing when there isn't as much in it."""
        now = self._now()
        full_at = max(self._full_at.get(caller, now), now)
        available = self._available(full_at, now)
        missing = cost - available
        if missing > 0:
            return Throttle(self._capacity, max(available, 0), self._rate, ceil(missing / self._rate))
        full_at += cost / self._rate
        self._remember(caller, full_at)
        return Throttle(self._capacity, self._available(full_at, now), self._rate, 0)

    def fine(self, caller: str, cost: int) -> None:
        """Take `cost` from the caller's bucket whatever is in it: what is missing has to be regained first."""
        now = self._now()
        self._remember(caller, max(self._full_at.get(caller, now), now) + cost / self._rate)

    def _remember(self, caller: str, full_at: float) -> None:
        self._full_at[caller] = full_at
        self._full_at.move_to_end(caller)
        if len(self._full_at) > self._most_callers:
            self._full_at.popitem(last=False)

    def _available(self, full_at: float, now: float) -> int:
        # Rounded to a thousandth first, so that what was just spent doesn't cost a unit more by a float's last bit.
        return floor(round(self._capacity - (full_at - now) * self._rate, 3))
