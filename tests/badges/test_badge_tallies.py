"""Adding one deed after the other comes to what the whole history comes to, whatever the order."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from badge_examples import counting_of, deed
from hypothesis import given, settings
from hypothesis import strategies as st

from app.badges.deed import Deed
from app.badges.rules import Counting
from app.badges.tally import NOTHING, Tally, is_too_late
from app.programme.model import Badge

BADGES = [
    "  a: {name: A, of: [workout], target: 4, times: 3}\n",
    "  a: {name: A, of: [workout], within_days: 3, target: 3}\n",
    "  a: {name: A, of: [workout], within_days: 7,"
    " levels: [{id: b, name: B, target: 2}, {id: c, name: C, target: 5}]}\n",
    "  a: {name: A, of: [workout], different: activity.store, target: 3}\n",
    "  a: {name: A, of: [workout], sum: activity.fields.km, target: 9}\n",
    "  a: {name: A, of: [workout], when: activity.fields.minutes > 3, within_days: 2, target: 2}\n",
    "  a: {name: A, of: [workout], weekdays: [sat, sun], hours: '22:00-02:00', target: 3}\n",
]
ZONES = ["UTC", "Europe/Amsterdam", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo"]
FIRST = datetime(2026, 3, 20, tzinfo=UTC)  # before the clocks change in most of these zones
Said = tuple[int, int, str, float]
HISTORIES = st.lists(
    st.tuples(st.integers(0, 40 * 24), st.integers(0, 9), st.sampled_from("abcde"), st.floats(-1, 5)), max_size=25
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(BADGES), st.sampled_from(ZONES), HISTORIES)
def test_one_by_one_is_as_good_as_all_at_once(written: str, zone: str, history: list[Said]) -> None:
    count, badge = counting_of(written, ZoneInfo(zone))
    deeds = [_deed(count, said) for said in history]
    tally = NOTHING
    for number, one in enumerate(deeds, start=1):
        if is_too_late(count.scale(badge), tally, one.at):
            tally = count.tally(badge, deeds[:number])
        else:
            tally = count.with_deed(badge, tally, one)
        assert tally == count.tally(badge, deeds[:number])
        assert Tally.from_document(tally.to_document()) == tally


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BADGES), HISTORIES, st.randoms(use_true_random=False))
def test_the_order_of_reports_makes_no_difference(written: str, history: list[Said], chance: object) -> None:
    count, badge = counting_of(written)
    deeds = [_deed(count, said) for said in history]
    shuffled = sorted(deeds, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert count.tally(badge, shuffled).value == count.tally(badge, deeds).value


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 6), st.integers(1, 5), st.sampled_from(ZONES), HISTORIES)
def test_a_frequency_is_the_fullest_span_of_days(within: int, target: int, zone: str, history: list[Said]) -> None:
    count, badge = counting_of(
        f"  a: {{name: A, of: [workout], within_days: {within}, target: {target}}}\n", ZoneInfo(zone)
    )
    dates = [one.at.astimezone(ZoneInfo(zone)).date() for one in (_deed(count, said) for said in history)]
    fullest = max((sum(0 <= (date - first).days < within for date in dates) for first in dates), default=0)
    assert _value(count, badge, [_deed(count, said) for said in history]) == min(target, fullest)


def _value(count: Counting, badge: Badge, deeds: list[Deed]) -> int:
    return count.tally(badge, deeds).value


def _deed(count: Counting, said: Said) -> Deed:
    hours, minutes, store, km = said
    return deed(count, at=FIRST + timedelta(hours=hours), minutes=minutes, store=store, km=km)
