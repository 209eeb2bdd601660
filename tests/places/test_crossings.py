"""Going in and out of fences."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.fences.crossings import (
    NOWHERE,
    Crossing,
    Terms,
    Whereabouts,
    moved,
    to_document,
    whereabouts_from,
)

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAM = {"dam": Terms(cooldown_s=3_600, dwell_s=600)}


def walk(*steps: tuple[int, bool]) -> list[tuple[int, Crossing]]:
    """What happens to somebody who at these minutes is inside the fence or not."""
    state, found = NOWHERE, []
    for minute, inside in steps:
        state, happened = moved(state, DAM if inside else {}, NOON + timedelta(minutes=minute))
        found += [(minute, crossing) for _, crossing in happened]
    return found


def test_going_in_staying_and_going_out_each_happen_once() -> None:
    steps = [(0, False), (1, True), (5, True), (11, True), (20, True), (21, False), (22, False)]
    assert walk(*steps) == [(1, Crossing.ENTRY), (11, Crossing.DWELL), (21, Crossing.EXIT)]


def test_coming_back_within_the_cooldown_is_no_news() -> None:
    assert walk((0, True), (5, False), (10, True), (30, True), (50, False)) == [(0, Crossing.ENTRY), (5, Crossing.EXIT)]


def test_coming_back_after_the_cooldown_is() -> None:
    assert walk((0, True), (5, False), (60, True)) == [(0, Crossing.ENTRY), (5, Crossing.EXIT), (60, Crossing.ENTRY)]


@given(st.lists(st.tuples(st.integers(1, 90), st.booleans()), max_size=40))
def test_entries_keep_the_cooldown_and_exits_follow_entries(walked: list[tuple[int, bool]]) -> None:
    minute, steps = 0, []
    for pause, inside in walked:
        minute += pause
        steps.append((minute, inside))
    happened = walk(*steps)
    entries = [at for at, crossing in happened if crossing is Crossing.ENTRY]
    assert all(later - earlier >= 60 for earlier, later in pairwise(entries))
    order = [crossing for _, crossing in happened if crossing is not Crossing.DWELL]
    assert all(a is not b for a, b in pairwise(order))


def test_whereabouts_are_read_as_they_were_kept() -> None:
    state, _ = moved(NOWHERE, DAM, NOON)
    assert whereabouts_from(to_document(state)) == state
    assert whereabouts_from(None) == Whereabouts({}, {})
