"""How fast messages may leave: a token bucket that never lets more than the quota go in any 60 seconds.

The bucket is pure: the clock is an argument, and all arithmetic is in whole nanoseconds, so that nothing is gained by
rounding. It is the virtual scheduling form of the bucket (GCRA, ITU-T I.371): instead of counting tokens it keeps the
instant at which the bucket would be full again.
"""

from dataclasses import dataclass, replace

SECOND_NS = 1_000_000_000
MINUTE_NS = 60 * SECOND_NS

SPREAD_NS = 3 * SECOND_NS
"""Messages take different times to arrive. The quota is kept in every 63 seconds as they leave here, and so in every
60 seconds as they arrive, as long as no message overtakes another by more than this."""

WINDOW_NS = MINUTE_NS + SPREAD_NS

RAMP_NS = MINUTE_NS
FIRST_SHARE = 10
"""The ramp begins with a tenth of the full rate and reaches all of it after a minute, as FCM asks its senders to."""


@dataclass(frozen=True, slots=True)
class Quota:
    """`per_minute` messages (at least 1) in any 60 seconds, of which a sixtieth may go at once after a pause."""

    per_minute: int

    def __post_init__(self) -> None:
        if self.per_minute < 1:
            raise ValueError(f"a quota is at least 1 message a minute, not {self.per_minute}")

    @property
    def burst(self) -> int:
        """How many may go at the same instant: what a stalled sender may catch up with."""
        return max(1, self.per_minute // 60)

    @property
    def gap_ns(self) -> int:
        """The time between two messages at the full rate: with it, burst + floor(window / gap) is within the quota."""
        return WINDOW_NS // (self.per_minute - self.burst + 1) + 1

    @property
    def slack_ns(self) -> int:
        """How far ahead of its even pace a burst may be."""
        return (self.burst - 1) * self.gap_ns


@dataclass(frozen=True, slots=True)
class Bucket:
    """The state: when the bucket would be full again, and when the present ramp began."""

    full_at_ns: int
    ramp_began_ns: int


def reserve(quota: Quota, bucket: Bucket | None, now_ns: int) -> tuple[Bucket, int]:
    """Take the next place in the queue: the bucket afterwards, and the instant at which that message may go.

    `bucket` is None for the first message. With it, and after a minute without messages, the ramp begins.
    """
    if bucket is None or now_ns - bucket.full_at_ns >= RAMP_NS:
        bucket = Bucket(full_at_ns=now_ns + quota.slack_ns, ramp_began_ns=now_ns)
    leaves_ns = max(now_ns, bucket.full_at_ns - quota.slack_ns)
    ramped_ns = min(RAMP_NS, max(RAMP_NS // FIRST_SHARE, leaves_ns - bucket.ramp_began_ns))
    gap_ns = -(-quota.gap_ns * RAMP_NS // ramped_ns)
    return replace(bucket, full_at_ns=max(bucket.full_at_ns, leaves_ns) + gap_ns), leaves_ns
