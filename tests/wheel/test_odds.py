from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wheel_examples import NOON, new_state, spin_with, wheel_with

from app.programme.model import Period, Wheel
from app.programme.periods import Count, period_key
from app.wheel.odds import odds, open_segments
from app.wheel.refusals import WheelSoldOut

TODAY = date(2026, 11, 22)


def ids(wheel: Wheel, taken: dict[str, int] | None = None, **state: Any) -> list[str]:
    return [segment.id for segment in open_segments(wheel, new_state(**state), taken or {}, TODAY)]


def test_all_segments_take_part_in_the_wheels_order() -> None:
    assert ids(wheel_with()) == ["points", "mug", "again", "nothing"]


def test_a_segment_takes_part_until_its_stock_is_used_up() -> None:
    assert "mug" in ids(wheel_with(), {"mug": 1})
    assert ids(wheel_with(), {"mug": 2}) == ["points", "again", "nothing"]


def test_a_segment_with_a_stock_of_nought_never_takes_part() -> None:
    wheel = wheel_with(segments=[{"id": "a", "label": "a", "weight": 1, "stock": 0}])
    assert ids(wheel) == []


def test_a_count_of_wins_does_not_matter_without_a_stock() -> None:
    assert "points" in ids(wheel_with(), {"points": 1_000_000})


@pytest.mark.parametrize(
    ("per", "counted", "takes_part"),
    [
        ("day", Count("2026-11-22", 2), False),
        ("day", Count("2026-11-21", 2), True),
        ("day", Count("2026-11-22", 1), True),
        ("week", Count("2026-W47", 2), False),
        ("week", Count("2026-W46", 9), True),
        ("month", Count("2026-11", 2), False),
        ("month", Count("2026-10", 2), True),
        (None, Count("ever", 2), False),
        (None, Count("ever", 1), True),
    ],
)
def test_a_segment_takes_part_until_the_members_cap_for_the_period(
    per: str | None, counted: Count, takes_part: bool
) -> None:
    capped = {"id": "a", "label": "a", "weight": 1, "cap": {"times": 2, "per": per}}
    assert bool(ids(wheel_with(segments=[capped]), wins={"a": counted})) is takes_part


def test_odds_are_exact_and_follow_what_is_left() -> None:
    wheel = wheel_with()
    assert odds(wheel.segments)["mug"] == Fraction(5, 100)
    left = odds(open_segments(wheel, new_state(), {"mug": 2}, TODAY))
    assert left == {"points": Fraction(30, 95), "again": Fraction(15, 95), "nothing": Fraction(50, 95)}


CAPS = st.none() | st.builds(
    lambda times, per: {"times": times, "per": per}, st.integers(1, 3), st.sampled_from([None, *Period])
)
SEGMENTS = st.lists(
    st.builds(
        lambda weight, stock, cap: {"label": "any", "weight": weight, "stock": stock, "cap": cap},
        st.integers(1, 1_000_000_000),
        st.none() | st.integers(0, 4),
        CAPS,
    ),
    min_size=1,
    max_size=8,
).map(lambda parts: [part | {"id": f"s{index}"} for index, part in enumerate(parts)])


@given(SEGMENTS, st.lists(st.integers(0, 3), max_size=40))
def test_no_run_of_spins_exceeds_a_stock_or_a_cap_and_each_is_drawn_from_the_odds_shown(
    segments: list[dict[str, Any]], days_between: list[int]
) -> None:
    wheel = wheel_with(segments=segments)
    state, now = new_state(), NOON
    taken: Counter[str] = Counter()
    won_in: Counter[tuple[str, str]] = Counter()
    for days in days_between:
        now += timedelta(days=days)
        shown = open_segments(wheel, state, taken, now.date())
        if not shown:
            with pytest.raises(WheelSoldOut):
                spin_with(wheel, state=state, taken=taken, now=now)
            break
        assert sum(odds(shown).values()) == 1
        result = spin_with(wheel, state=state, taken=taken, now=now)
        assert {name: Fraction(weight, result.record.total) for name, weight in result.record.snapshot} == odds(shown)
        state = result.state
        taken[result.segment] += 1
        for segment in wheel.segments:
            if segment.id == result.segment and segment.cap:
                won_in[segment.id, period_key(segment.cap.per, now.date())] += 1
    for segment in wheel.segments:
        assert segment.stock is None or taken[segment.id] <= segment.stock
        assert all(segment.cap and n <= segment.cap.times for (name, _), n in won_in.items() if name == segment.id)
