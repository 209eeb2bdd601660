"""The odds of a spin, before it: the segments that take part, and the chance of each.

The odds that are shown and the odds that are drawn come from these same functions.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from app.programme.model import Segment, Wheel
from app.programme.periods import count_on
from app.wheel.state import WheelState


def open_segments(wheel: Wheel, state: WheelState, taken: Mapping[str, int], today: date) -> tuple[Segment, ...]:
    """The segments the member can win now, in the wheel's order: neither sold out nor at the member's cap.

    `taken` says how often each segment with a stock was won by all members together; `today` is the date in the
    member's zone.
    """
    return tuple(
        segment
        for segment in wheel.segments
        if not _sold_out(segment, taken.get(segment.id, 0)) and not _capped(segment, state, today)
    )


def odds(segments: Sequence[Segment]) -> dict[str, Fraction]:
    """The exact chance of each of the segments, by id; they add up to 1."""
    total = sum(segment.weight for segment in segments)
    return {segment.id: Fraction(segment.weight, total) for segment in segments}


def _sold_out(segment: Segment, taken: int) -> bool:
    return segment.stock is not None and taken >= segment.stock


def _capped(segment: Segment, state: WheelState, today: date) -> bool:
    cap = segment.cap
    return cap is not None and count_on(cap.per, state.wins.get(segment.id), today).times >= cap.times
