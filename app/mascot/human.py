"""Whether a human could have played so: the reactions of a round, from a mascot's appearing to its catch.

Two signs speak for a machine, and neither proves it: such a round waits for review and is not refused.

- A median reaction below 100 ms. People take about 200 ms to press a button at a signal; in athletics a start within
  100 ms of the shot is a false start (World Athletics, Technical Rules, 16.6). Here a finger must also find its place.
- Reactions that hardly differ. Those of one person to one kind of signal scatter by some 30 ms and more (standard
  deviation; Deary and Der, "Reaction time, age, and cognitive ability", 2005); below 10 ms is a machine's evenness.

A few catches can look so by chance, so each sign needs some.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isqrt

from app.mascot.round import Catch, Round

FASTEST_MEDIAN_MS = 100
ENOUGH_FOR_MEDIAN = 3
LEAST_DEVIATION_MS = 10
ENOUGH_FOR_DEVIATION = 5


class Sign(StrEnum):
    """What no human does."""

    TOO_FAST = "too_fast"
    TOO_EVEN = "too_even"


@dataclass(frozen=True, slots=True)
class Reactions:
    """The reactions of a round, in whole milliseconds, rounded down; 0 when nothing was caught."""

    count: int
    median_ms: int
    deviation_ms: int
    """The standard deviation over all of them."""

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What speaks for a machine; nothing when a human may have played."""
        too_fast = self.count >= ENOUGH_FOR_MEDIAN and self.median_ms < FASTEST_MEDIAN_MS
        too_even = self.count >= ENOUGH_FOR_DEVIATION and self.deviation_ms < LEAST_DEVIATION_MS
        return (Sign.TOO_FAST,) * too_fast + (Sign.TOO_EVEN,) * too_even


def reactions_in(planned: Round, catches: Sequence[Catch]) -> Reactions:
    """The reactions of the catches that count. Whole numbers throughout: nothing hangs on a float's last bit."""
    times = sorted(catch.at_ms - planned.appearances[catch.appearance].start_ms for catch in catches)
    count = len(times)
    if not count:
        return Reactions(0, 0, 0)
    median_ms = (times[(count - 1) // 2] + times[count // 2]) // 2
    scatter = count * sum(time**2 for time in times) - sum(times) ** 2  # the variance times count squared
    return Reactions(count, median_ms, isqrt(scatter) // count)
