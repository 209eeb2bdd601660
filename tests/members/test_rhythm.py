"""A member's own rhythm."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.members.rhythm import DAYS_KEPT, NO_RHYTHM, Rhythm, usual_gap

FIRST = datetime(2027, 3, 1, 12, tzinfo=UTC)


def rhythm_of(*days: int) -> Rhythm:
    """The rhythm of somebody who was active so many days after the first of March."""
    rhythm = NO_RHYTHM
    for day in days:
        at = FIRST + timedelta(days=day)
        rhythm = rhythm.after(at.date(), at)
    return rhythm


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        ((), None),
        ((0,), None),
        ((0, 7, 14), None),
        ((0, 7, 14, 21), 7),
        ((0, 0, 0, 0, 0), None),
        ((0, 7, 14, 21, 90), 7),
        ((0, 1, 2, 3, 4, 5), 1),
        ((0, 2, 5, 9, 14), 4),
    ],
)
def test_the_usual_gap_is_the_median_of_at_least_three(days: tuple[int, ...], gap: int | None) -> None:
    assert usual_gap(rhythm_of(*days).days) == gap


def test_a_new_rhythm_replaces_an_old_one() -> None:
    monthly = [30 * month for month in range(10)]
    weekly = [monthly[-1] + 7 * week for week in range(1, 9)]
    assert usual_gap(rhythm_of(*monthly).days) == 30
    assert usual_gap(rhythm_of(*monthly, *weekly).days) == 7


@given(st.lists(st.integers(0, 2_000), max_size=40))
def test_the_rhythm_is_the_same_in_whatever_order_days_are_reported(days: list[int]) -> None:
    rhythm = rhythm_of(*days)
    assert rhythm == rhythm_of(*sorted(days)) == rhythm_of(*reversed(days))
    assert len(rhythm.days) <= DAYS_KEPT
    assert Rhythm.from_document(rhythm.to_document()) == rhythm


@given(st.sets(st.integers(0, 2_000), min_size=4, max_size=40))
def test_a_gap_lies_between_the_shortest_and_the_longest_one(days: set[int]) -> None:
    kept = [date.fromisoformat(day) for day in rhythm_of(*days).days]
    gaps = [(later - day).days for day, later in pairwise(kept)]
    gap = usual_gap(rhythm_of(*days).days)
    assert gap is not None
    assert min(gaps) <= gap <= max(gaps)
