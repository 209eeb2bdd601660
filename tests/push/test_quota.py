"""The bucket, with a clock of the tests' own."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.push.quota import MINUTE_NS, RAMP_NS, SECOND_NS, SPREAD_NS, Bucket, Quota, reserve


def leaving(quota: Quota, asked_at_ns: list[int]) -> list[int]:
    """When messages leave that are asked for at these instants."""
    bucket: Bucket | None = None
    leaves = []
    for now_ns in asked_at_ns:
        bucket, leaves_ns = reserve(quota, bucket, now_ns)
        leaves.append(leaves_ns)
    return leaves


def busiest(instants_ns: list[int], window_ns: int = MINUTE_NS) -> int:
    """The most messages in any window, its ends included."""
    ordered = sorted(instants_ns)
    first = most = 0
    for count, instant_ns in enumerate(ordered, start=1):
        while ordered[first] < instant_ns - window_ns:
            first += 1
        most = max(most, count - first)
    return most


def rate(leaves: list[int], begins_ns: int, lasts_ns: int) -> int:
    return sum(begins_ns <= instant_ns < begins_ns + lasts_ns for instant_ns in leaves)


@given(
    st.integers(1, 2_000),
    st.lists(st.one_of(st.integers(0, 10), st.integers(0, 2 * SECOND_NS), st.integers(0, 3 * MINUTE_NS)), max_size=300),
)
def test_no_60_seconds_ever_see_more_than_the_quota(per_minute: int, pauses_ns: list[int]) -> None:
    asked_at_ns = [sum(pauses_ns[: index + 1]) for index in range(len(pauses_ns))]
    leaves = leaving(Quota(per_minute), asked_at_ns)
    assert busiest(leaves) <= per_minute
    assert leaves == sorted(leaves)
    assert all(leave_ns >= asked_ns for leave_ns, asked_ns in zip(leaves, asked_at_ns, strict=True))


@given(st.integers(1, 600), st.randoms(use_true_random=False))
def test_nor_do_they_where_messages_arrive_up_to_three_seconds_apart(per_minute: int, random: object) -> None:
    leaves = leaving(Quota(per_minute), [0] * (3 * per_minute))
    arrives = [leave_ns + random.randint(0, SPREAD_NS) for leave_ns in leaves]  # type: ignore[attr-defined]
    assert busiest(arrives) <= per_minute


@pytest.mark.parametrize("per_minute", [60, 6_000, 60_000])
def test_after_the_ramp_little_of_the_quota_is_left_unused(per_minute: int) -> None:
    leaves = leaving(Quota(per_minute), [0] * (3 * per_minute))
    used = rate(leaves, 2 * MINUTE_NS, MINUTE_NS)
    assert 0.9 * per_minute <= used <= per_minute


def test_the_first_minute_ramps_up_from_a_tenth() -> None:
    leaves = leaving(Quota(60_000), [0] * 60_000)
    per_second = [rate(leaves, second * SECOND_NS, SECOND_NS) for second in range(61)]
    assert 80 <= per_second[0] <= 100
    assert all(later >= earlier - 1 for earlier, later in pairwise(per_second))
    assert 450 <= per_second[30] <= 500
    assert 900 <= per_second[60] <= 1000


def test_a_sender_who_was_held_up_catches_up_by_a_burst_and_no_more() -> None:
    quota = Quota(6_000)
    warm = Bucket(full_at_ns=0, ramp_began_ns=-RAMP_NS)
    later_ns, at_once = 10 * SECOND_NS, 0
    for _ in range(1_000):
        warm, leaves_ns = reserve(quota, warm, later_ns)
        at_once += leaves_ns == later_ns
    assert at_once == quota.burst == 100


def test_a_minute_without_messages_begins_the_ramp_anew() -> None:
    quota = Quota(6_000)
    warm = Bucket(full_at_ns=0, ramp_began_ns=-RAMP_NS)
    begins_ns = RAMP_NS
    leaves = []
    for _ in range(1_000):
        warm, leaves_ns = reserve(quota, warm, begins_ns)
        leaves.append(leaves_ns)
    assert rate(leaves, begins_ns, SECOND_NS) <= 11


def test_the_smallest_quota_is_one_a_minute() -> None:
    first, second = leaving(Quota(1), [0, 0])
    assert first == 0
    assert second > MINUTE_NS
    with pytest.raises(ValueError, match="at least 1"):
        Quota(0)
