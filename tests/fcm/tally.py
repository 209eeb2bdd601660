"""What arrived, counted in a compact form: 24 bytes a message, however many there are."""

import time
from array import array
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

LAST = 1000


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

    def summary(self) -> Summary:
        """The counts so far."""
        return Summary(
            requests=len(self._arrived_at_s),
            taken=len(self._taken),
            distinct=len(set(self._taken)),
            busiest_minute=self.busiest(60.0),
            by_status=dict(self._by_status),
        )


def _digest(target: str, message: Mapping[str, Any]) -> int:
    told = orjson.dumps([target, message.get("data")], option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big")
