"""Caps: per member, in periods of the member's calendar, whatever the order."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from earning_examples import NOON, Life, given, missed, programme_with
from hypothesis import given as any_of
from hypothesis import strategies as st

RATE = "id: points, on: purchase, earn: points, amount: 1, per: 1.00"
PERIODS = ["day", "week", "month", "year", None]


def test_the_last_earning_is_reduced_to_what_is_left_of_the_cap() -> None:
    life = Life(programme_with(f"{RATE}, cap: {{amount: 100, per: day}}"))
    assert given(life.buys("80.00")) == {"points": 80}
    second = life.buys("50.00")
    assert given(second) == {"points": 20}
    assert missed(second) == {"points": "only 20 of 50 were left of its cap: 100 per day"}
    assert missed(life.buys("50.00")) == {"points": "its cap is reached: 100 per day"}


def test_a_cap_starts_anew_at_the_members_midnight() -> None:
    life = Life(programme_with(f"{RATE}, cap: {{times: 1, per: day}}"))
    assert given(life.buys("5.00", at=datetime(2027, 3, 1, 22, 59, tzinfo=UTC))) == {"points": 5}
    assert given(life.buys("5.00", at=datetime(2027, 3, 1, 22, 59, 59, tzinfo=UTC))) == {}
    assert given(life.buys("5.00", at=datetime(2027, 3, 1, 23, 0, tzinfo=UTC))) == {"points": 5}


def test_a_cap_without_a_period_never_starts_anew() -> None:
    life = Life(programme_with(f"{RATE}, cap: {{times: 2}}"))
    for _ in range(2):
        assert given(life.buys("5.00")) == {"points": 5}
        life.later(days=400)
    assert missed(life.buys("5.00")) == {"points": "its cap is reached: 2 times in all"}


def test_flying_west_over_midnight_opens_no_cap_twice() -> None:
    life = Life(programme_with(f"{RATE}, cap: {{times: 1, per: day}}"), ZoneInfo("Pacific/Auckland"))
    assert given(life.buys("5.00")) == {"points": 5}
    life.zone = ZoneInfo("America/Los_Angeles")
    assert given(life.buys("5.00")) == {}


def test_what_is_reported_late_counts_in_the_day_that_was_counted_last() -> None:
    life = Life(programme_with(f"{RATE}, cap: {{times: 2, per: day}}"))
    tomorrow = NOON + timedelta(days=1)
    purchases = [life.buys("5.00", at=at) for at in (NOON, NOON, tomorrow, NOON, NOON, tomorrow)]
    assert [bool(given(found)) for found in purchases] == [True, True, True, True, False, False]


def test_what_earns_nothing_uses_up_no_cap() -> None:
    life = Life(programme_with(f"{RATE}, cap: {{times: 1}}"))
    assert given(life.buys("0.50")) == {}
    assert given(life.buys("5.00")) == {"points": 5}


@any_of(
    amount=st.integers(1, 50) | st.none(),
    times=st.integers(1, 5),
    period=st.sampled_from(PERIODS),
    purchases=st.lists(st.tuples(st.integers(0, 30_00), st.integers(0, 24 * 40)), max_size=30),
)
def test_no_order_of_purchases_exceeds_a_cap(
    amount: int | None, times: int, period: str | None, purchases: list[tuple[int, int]]
) -> None:
    limits = [f"amount: {amount}"] if amount else []
    limits += [f"times: {times}"] + ([f"per: {period}"] if period else [])
    life = Life(programme_with(f"{RATE}, cap: {{{', '.join(limits)}}}"), ZoneInfo("UTC"))
    paid: Counter[object] = Counter()
    often: Counter[object] = Counter()
    counted: Any = None
    for cents, hours in purchases:
        at = NOON + timedelta(hours=hours)
        got = given(life.does("purchase", cents, at=at)).get("points", 0)
        assert got <= cents // 100
        # What is reported late counts in the latest period that was counted.
        if got:
            counted = max(counted or _key(period, at), _key(period, at))
        paid[counted] += got
        often[counted] += got > 0
    assert all(one <= amount for one in paid.values()) if amount else True
    assert all(one <= times for one in often.values())


def _key(period: str | None, at: datetime) -> Any:
    keys: dict[str, Any] = {
        "day": at.date(),
        "week": at.isocalendar()[:2],
        "month": (at.year, at.month),
        "year": at.year,
    }
    return keys[period] if period else "ever"
