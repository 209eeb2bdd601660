"""What counts for a badge, and what it comes to."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from badge_examples import NOON, counting_of, days, deed, tally_of

from app.badges.rules import next_target
from app.badges.tally import is_too_late

NUMBER = "  ten: {name: Ten, of: [visit, workout], target: 10}\n"
FREQUENCY = "  often: {name: Often, of: [workout], within_days: 7, target: 3}\n"
SETS = "  explorer: {name: Explorer, of: [visit], different: activity.store, target: 3}\n"
MONEY = "  big: {name: Big, of: [purchase], sum: activity.amount, target: 100}\n"
DISTANCE = "  far: {name: Far, of: [workout], sum: activity.fields.km, target: 42}\n"


def test_every_activity_of_the_named_kinds_counts_and_no_other() -> None:
    count, badge = counting_of(NUMBER)
    deeds = [deed(count, kind) for kind in ("visit", "workout", "purchase", "visit")]
    assert tally_of(count, badge, deeds).value == 3


def test_a_number_stops_at_what_can_be_earned() -> None:
    count, badge = counting_of("  two: {name: Two, of: [visit], target: 2, times: 2}\n")
    assert tally_of(count, badge, [deed(count, "visit")] * 9).value == 4


def test_only_what_fulfils_the_condition_counts() -> None:
    count, badge = counting_of("  runs: {name: Runs, of: [workout], when: activity.fields.sport == 'run', target: 9}\n")
    assert tally_of(count, badge, [deed(count, sport="run"), deed(count, sport="swim"), deed(count)]).value == 1


@pytest.mark.parametrize(("apart", "value"), [((0, 3, 6), 3), ((0, 3, 7), 2), ((0, 0, 0), 3), ((0, 8, 16), 1)])
def test_the_most_within_some_days_counts(apart: tuple[int, ...], value: int) -> None:
    count, badge = counting_of(FREQUENCY)
    assert tally_of(count, badge, [deed(count, at=NOON + days(day)) for day in apart]).value == value


def test_a_frequency_that_was_reached_stays_reached() -> None:
    count, badge = counting_of(FREQUENCY)
    assert tally_of(count, badge, [deed(count, at=NOON + days(day)) for day in (0, 1, 2, 90)]).value == 3


def test_days_are_dates_in_the_zone_of_the_member() -> None:
    # Half past eleven in the evening in Amsterdam is the next day in Kyiv.
    late = [datetime(2026, 3, 2, 22, 30, tzinfo=UTC), *[datetime(2026, 3, 9, 10, tzinfo=UTC)] * 2]
    amsterdam, badge = counting_of(FREQUENCY)
    kyiv, _ = counting_of(FREQUENCY, ZoneInfo("Europe/Kyiv"))
    assert tally_of(amsterdam, badge, [deed(amsterdam, at=at) for at in late]).value == 2
    assert tally_of(kyiv, badge, [deed(kyiv, at=at) for at in late]).value == 3


def test_days_with_a_change_of_the_clock_are_days_like_others() -> None:
    count, badge = counting_of(FREQUENCY)  # the clock goes ahead on 29 March: 143 hours between first and last
    ends = [datetime(2026, 3, 23, 23, 30, tzinfo=UTC), datetime(2026, 3, 29, 22, 30, tzinfo=UTC)]
    assert tally_of(count, badge, [deed(count, at=at) for at in ends]).dates == (date(2026, 3, 24), date(2026, 3, 30))
    assert tally_of(count, badge, [deed(count, at=at) for at in (*ends, ends[1])]).value == 3


def test_a_frequency_keeps_no_more_dates_than_its_target() -> None:
    count, badge = counting_of(FREQUENCY)
    assert len(tally_of(count, badge, [deed(count, at=NOON + days(5 * day)) for day in range(20)]).dates) == 3


def test_a_late_report_counts_for_its_own_date_while_the_dates_around_it_are_known() -> None:
    count, badge = counting_of(FREQUENCY)
    tally = tally_of(count, badge, [deed(count, at=NOON + days(day)) for day in (0, 20, 22)])
    assert not is_too_late(count.scale(badge), tally, NOON + days(21))
    assert count.with_deed(badge, tally, deed(count, at=NOON + days(21))).value == 3
    assert is_too_late(count.scale(badge), tally, NOON + days(1))


def test_different_values_count_once_each() -> None:
    count, badge = counting_of(SETS)
    visits = [deed(count, "visit", store=store) for store in ("b", "a", "b", "c", "d")] + [deed(count, "visit")]
    assert tally_of(count, badge, visits[:3]).values == ("b", "a")
    assert tally_of(count, badge, visits).values == ("b", "a", "c")


@pytest.mark.parametrize(
    ("name", "facts", "values"),
    [
        ("activity.categories", {"categories": ["tea", "cups"]}, ("tea", "cups")),
        ("activity.fields.sport", {"sport": "run"}, ("run",)),
        ("activity.fields.minutes", {"minutes": 30}, ("30",)),
        ("activity.fields.outside", {"outside": True}, ("true",)),
    ],
)
def test_whatever_can_be_told_apart_can_be_collected(name: str, facts: dict[str, object], values: tuple[str]) -> None:
    count, badge = counting_of(f"  set: {{name: Set, of: [workout], different: {name}, target: 5}}\n")
    assert tally_of(count, badge, [deed(count, **facts)] * 2).values == values


def test_money_is_added_up_to_the_cent() -> None:
    count, badge = counting_of(MONEY)
    tally = tally_of(count, badge, [deed(count, "purchase", amount=amount) for amount in (3333, 3333, 3333)])
    assert tally.value == 9999
    assert count.steps(badge)[0].reached(tally) == 0
    assert count.steps(badge)[0].reached(tally_of(count, badge, [deed(count, "purchase", amount=10_000)])) == 1


def test_declared_numbers_are_added_up_in_thousandths_and_nothing_counts_below_zero() -> None:
    count, badge = counting_of(DISTANCE)
    runs = [deed(count, km=km) for km in (0.1, 0.2, 5.0004, -7.0)] + [deed(count)]
    assert tally_of(count, badge, runs).value == 5_300


def test_what_happened_outside_of_the_window_does_not_count() -> None:
    count, badge = counting_of(
        "  spring: {name: Spring, of: [visit], from: 2026-03-02, until: 2026-03-08, weekdays: [mon],"
        " hours: 09:00-13:00, target: 9}\n"
    )
    for at, counts in [(NOON, 1), (NOON - days(7), 0), (NOON + days(1), 0), (NOON + days(7), 0)]:
        assert tally_of(count, badge, [deed(count, "visit", at=at)]).value == counts
    assert tally_of(count, badge, [deed(count, "visit", at=NOON.replace(hour=13))]).value == 0


def test_levels_are_reached_one_after_the_other() -> None:
    count, badge = counting_of(
        "  l: {name: L, of: [visit], levels: [{id: bronze, name: B, target: 2}, {id: silver, name: S, target: 4}]}\n"
    )
    two = tally_of(count, badge, [deed(count, "visit")] * 3)
    assert [(step.level, step.reached(two)) for step in count.steps(badge)] == [("bronze", 1), ("silver", 0)]
    assert next_target(count.steps(badge), two) == 4


def test_what_can_be_earned_again_takes_the_target_once_more() -> None:
    count, badge = counting_of("  ten: {name: Ten, of: [visit], target: 10, times: 3}\n")
    steps = count.steps(badge)
    for visits, reached, following in [(9, 0, 10), (10, 1, 20), (29, 2, 30), (30, 3, None)]:
        tally = tally_of(count, badge, [deed(count, "visit")] * visits)
        assert (steps[0].reached(tally), next_target(steps, tally)) == (reached, following)
