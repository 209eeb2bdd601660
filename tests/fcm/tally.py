"""What arrived, counted in a compact form: 24 bytes a message, however many there are."""

import time
from array import array
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

LAST = 1000
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Received:
    """One request, in full. `at_s` is monotonic time: on Linux the same for all processes of the machine."""

    target: str
    message: dict[str, Any]
    at_s: float
    status: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """`requests` counts all, `taken` those whose message FCM has, `distinct` the different ones among these."""

    requests: int
    taken: int
    distinct: int
    busiest_minute: int
    """The most requests in any 60 seconds, wherever they begin."""
    minutes: list[int]
    """How many requests there were in the 60 seconds until 10 s after the first one, until 20 s after it, and so on."""
    by_status: dict[str, int]

    @property
    def duplicates(self) -> int:
        """How many messages a member would see again."""
        return self.taken - self.distinct


class Tally:
    """Messages are the same when target and data are: data should name the delivery, as the app needs it to anyway."""

    def __init__(self, elapsed_s: Callable[[], float] = time.monotonic) -> None:
        self.last: deque[Received] = deque(maxlen=LAST)
        self._elapsed_s = elapsed_s
        self._arrived_at_s = array("d")
        self._taken = array("Q")
        self._by_status: Counter[str] = Counter()

    def arrived(self, target: str, message: Mapping[str, Any], status: int, *, taken: bool) -> None:
        """Count one request."""
        now_s = self._elapsed_s()
        self._arrived_at_s.append(now_s)
        self._by_status[str(status)] += 1
        if taken:
            self._taken.append(_digest(target, message))
        self.last.append(Received(target, dict(message), now_s, status, taken))

    def times_taken(self, target: str, message: Mapping[str, Any]) -> int:
        """How often FCM has this message."""
        return self._taken.count(_digest(target, message))

    def busiest(self, window_s: float) -> int:
        """The most requests within any `window_s` seconds."""
        first = most = 0
        for count, at_s in enumerate(self._arrived_at_s, start=1):
            while self._arrived_at_s[first] <= at_s - window_s:
                first += 1
            most = max(most, count - first)
        return most

    def windows(self, window_s: float, every_s: float) -> list[int]:
        """The requests in the `window_s` seconds until each multiple of `every_s` seconds after the first one."""
        if not self._arrived_at_s:
            return []
        first, last = self._arrived_at_s[0], self._arrived_at_s[-1]
        ends = (first + step * every_s for step in range(1, int((last - first) / every_s) + 1))
        return [self._until(end) - self._until(end - window_s) for end in ends]

    def _until(self, at_s: float) -> int:
        return bisect_right(self._arrived_at_s, at_s)

    def summary(self) -> Summary:
        """The counts so far."""
        return Summary(
            requests=len(self._arrived_at_s),
            taken=len(self._taken),
            distinct=len(set(self._taken)),
            busiest_minute=self.busiest(MINUTE_S),
            minutes=self.windows(MINUTE_S, every_s=10.0),
            by_status=dict(self._by_status),
        )


def _digest(target: str, message: Mapping[str, Any]) -> int:
    told = orjson.dumps([target, message.get("data")], option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big")
