"""Levels: reached at once, kept for a time, lost after it."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from tier_examples import NINETY_DAYS, TWELVE_MONTHS, YEAR, Life, at, ladder

from app.programme.model import Downgrade
from app.programme.values import Duration
from app.tiers.ladder import end_of_day
from app.tiers.standing import Keep, Next, keep_level, next_level
from app.tiers.state import NO_TIER, TierState
from app.tiers.window import Window

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_a_level_is_reached_at_once_with_exactly_enough() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(99)
    assert anna.level is None
    anna.counts(1)
    assert anna.level == "silver"
    anna.counts(400)
    assert anna.level == "gold"
    assert anna.story() == [(date(2026, 3, 2), "silver", "counted"), (date(2026, 3, 2), "gold", "counted")]


def test_a_level_that_can_only_be_bought_is_not_reached_by_any_amount() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(1_000_000)
    assert anna.level == "gold"
    assert next_level(anna.ladder, anna.state) is None


@pytest.mark.parametrize(
    ("window", "lost"),
    [
        (TWELVE_MONTHS, date(2027, 4, 1)),
        (NINETY_DAYS, date(2026, 6, 1)),
        (YEAR, date(2028, 1, 1)),
        (Window(period=3), date(2026, 7, 1)),
        (Window(period=1), date(2026, 5, 1)),
    ],
)
def test_what_counts_counts_for_its_time_and_not_a_day_longer(window: Window, lost: date) -> None:
    anna = Life(ladder(window), at("2026-03-02 12:00"))
    anna.counts(100)
    assert anna.state.due_at == at(str(lost))
    anna.waits_until(at(str(lost)) - timedelta(milliseconds=1))
    assert anna.level == "silver"
    anna.waits(milliseconds=1)
    assert anna.level is None
    assert anna.story()[1:] == [(lost, None, "time")]
    assert (anna.state.due_at, anna.state.counts) == (None, {})


def test_a_calendar_year_is_judged_alone_and_holds_for_the_next() -> None:
    anna = Life(ladder(YEAR), at("2026-12-31 12:00"))
    anna.counts(60)
    anna.waits_until(at("2027-01-01"))
    anna.counts(60)
    assert anna.level is None, "60 in each of two years is not 100 in one"
    anna.counts(40)
    assert anna.level == "silver"
    assert anna.state.due_at == at("2029-01-01")


def test_a_rolling_year_adds_up_over_new_year() -> None:
    anna = Life(ladder(), at("2026-12-31 12:00"))
    anna.counts(60)
    anna.waits_until(at("2027-01-01"))
    anna.counts(40)
    assert anna.level == "silver"


def test_a_fall_goes_to_the_level_that_is_qualified_for() -> None:
    anna = Life(ladder(), at("2026-01-15"))
    anna.counts(400)
    anna.waits_until(at("2026-06-15"))
    anna.counts(100)
    anna.waits_until(at("2030-01-01"))
    assert anna.story()[1:] == [
        (date(2026, 6, 15), "gold", "counted"),
        (date(2027, 2, 1), "silver", "time"),
        (date(2027, 7, 1), None, "time"),
    ]


def test_a_fall_by_steps_takes_one_level_in_each_period() -> None:
    anna = Life(ladder(YEAR, downgrade=Downgrade.STEP), at("2026-01-15"))
    anna.counts(500)
    anna.waits_until(at("2035-01-01"))
    assert anna.story()[1:] == [(date(2028, 1, 1), "silver", "time"), (date(2029, 1, 1), None, "time")]


def test_steps_with_a_grace_have_it_each_time() -> None:
    anna = Life(ladder(YEAR, grace=Duration(2, "months"), downgrade=Downgrade.STEP), at("2026-01-15"))
    anna.counts(500)
    anna.waits_until(at("2035-01-01"))
    assert anna.story()[1:] == [(date(2028, 3, 1), "silver", "time"), (date(2028, 5, 1), None, "time")]


def test_the_grace_begins_when_too_little_counts_however_late_anybody_looks() -> None:
    looked, not_looked = (Life(ladder(grace=Duration(1, "months")), at("2026-01-15")) for _ in range(2))
    for life in (looked, not_looked):
        life.counts(100)
    for day in ("2027-02-01", "2027-02-10", "2027-02-27"):
        looked.waits_until(at(day))
        assert looked.level == "silver"
    for life in (looked, not_looked):
        life.waits_until(at("2027-02-28"))
        assert life.state.due_at == at("2027-03-01")
        life.waits_until(at("2027-03-01"))
        assert life.level is None
    assert looked.story() == not_looked.story()


def test_what_counts_within_the_grace_keeps_the_level() -> None:
    anna = Life(ladder(grace=Duration(1, "months")), at("2026-01-15"))
    anna.counts(100)
    anna.waits_until(at("2027-02-20"))
    anna.counts(100)
    anna.waits_until(at("2027-03-01"))
    assert anna.level == "silver"
    assert anna.state.until is None
    assert len(anna.changes) == 1


def test_a_grace_goes_to_the_end_of_its_last_day() -> None:
    assert end_of_day(at("2027-02-01 10:00"), AMSTERDAM) == at("2027-02-02", AMSTERDAM)
    assert end_of_day(at("2027-02-01", AMSTERDAM), AMSTERDAM) == at("2027-02-01", AMSTERDAM)


def test_what_goes_back_takes_the_level_at_once_that_was_only_reached_thanks_to_it() -> None:
    anna = Life(ladder(grace=Duration(1, "months")), at("2026-03-02"))
    anna.counts(100)
    bucket = anna.counts(450)
    assert bucket is not None
    anna.loses(450, bucket)
    assert anna.level == "silver"
    assert anna.story()[-1] == (date(2026, 3, 2), "silver", "taken_back")


def test_what_goes_back_takes_no_level_that_the_rest_is_enough_for() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(500)
    bucket = anna.counts(50)
    assert bucket is not None
    anna.loses(50, bucket)
    assert anna.level == "gold"
    assert len(anna.changes) == 1


def test_a_grace_that_was_running_goes_on_when_what_had_ended_it_goes_back() -> None:
    anna = Life(ladder(grace=Duration(1, "months")), at("2026-01-15"))
    anna.counts(100)
    anna.waits_until(at("2027-02-20"))
    bucket = anna.counts(100)
    assert bucket is not None
    anna.loses(100, bucket)
    assert (anna.level, anna.state.due_at) == ("silver", at("2027-03-01"))
    anna.waits_until(at("2027-03-01"))
    assert anna.level is None


def test_a_late_report_counts_for_its_own_date() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    assert anna.counts(100, at("2025-04-10")) == "2025-04"
    assert anna.level == "silver"
    assert anna.state.due_at == at("2026-05-01")


def test_what_is_reported_too_late_to_count_does_not_count() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    assert anna.counts(100, at("2025-02-28")) is None
    assert (anna.level, anna.state.counts) == (None, {})


def test_a_till_whose_clock_runs_ahead_counts_today() -> None:
    anna = Life(ladder(NINETY_DAYS), at("2026-03-02 23:58"))
    assert anna.counts(100, at("2026-03-03 00:02")) == "2026-03-02"


def test_a_flight_west_gives_no_day_back() -> None:
    anna = Life(ladder(NINETY_DAYS), at("2026-03-02 12:00"), ZoneInfo("Asia/Tokyo"))
    anna.counts(100)
    anna.waits_until(at("2026-06-01", anna.zone))
    assert anna.level is None
    anna.zone = ZoneInfo("America/Los_Angeles")  # where it is still 31 May
    anna.waits(minutes=1)
    assert anna.level is None
    assert len(anna.changes) == 2


def test_a_flight_east_loses_the_level_where_the_day_has_begun() -> None:
    anna = Life(ladder(NINETY_DAYS), at("2026-03-02 12:00"), ZoneInfo("America/Los_Angeles"))
    anna.counts(100)
    anna.waits_until(at("2026-05-31 20:00", anna.zone))
    anna.zone = ZoneInfo("Asia/Tokyo")  # where it is 1 June already
    now = anna.now
    anna.waits(minutes=1)
    assert anna.level is None
    assert now <= anna.changes[-1].at <= anna.now


def test_what_is_missing_for_the_next_level_and_to_keep_the_present_one() -> None:
    anna = Life(ladder(), at("2026-01-15"))
    assert (next_level(anna.ladder, anna.state), keep_level(anna.ladder, anna.state, anna.zone)) == (
        Next("silver", 100),
        None,
    )
    anna.counts(80)
    anna.waits_until(at("2026-06-15"))
    anna.counts(40)
    assert next_level(anna.ladder, anna.state) == Next("gold", 380)
    assert keep_level(anna.ladder, anna.state, anna.zone) == Keep(60, at("2027-02-01"))


def test_in_the_grace_what_is_missing_is_wanted_by_its_end() -> None:
    anna = Life(ladder(grace=Duration(10, "days")), at("2026-01-15"))
    anna.counts(80)
    anna.waits_until(at("2026-06-15"))
    anna.counts(40)
    anna.waits_until(at("2027-02-05"))
    assert keep_level(anna.ladder, anna.state, anna.zone) == Keep(60, at("2027-02-11"))


def test_in_a_calendar_year_the_next_level_is_reached_by_this_year_alone() -> None:
    anna = Life(ladder(YEAR), at("2026-06-15"))
    anna.counts(300)
    anna.waits_until(at("2027-06-15"))
    anna.counts(40)
    assert anna.level == "silver"
    assert next_level(anna.ladder, anna.state) == Next("gold", 460)
    assert keep_level(anna.ladder, anna.state, anna.zone) == Keep(60, at("2028-01-01"))


def test_a_programme_that_asks_for_less_lifts_at_the_next_look() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(499)
    easier = ladder()
    anna.ladder = type(easier)(
        tuple(type(rung)(rung.level, (rung.threshold or 0) // 2) for rung in easier.rungs[:2]),
        easier.counts,
        easier.window,
        None,
        easier.downgrade,
    )
    anna.waits(days=1)
    assert anna.story()[-1] == (date(2026, 3, 3), "gold", "programme")


def test_a_programme_that_asks_for_more_gives_the_grace_from_then_on() -> None:
    anna = Life(ladder(YEAR, grace=Duration(10, "days")), at("2026-03-02"))
    anna.counts(100)
    harder = anna.ladder.rungs[1:]
    anna.ladder = type(anna.ladder)(
        (type(harder[0])("silver", 200), *harder), "spent", YEAR, Duration(10, "days"), Downgrade.QUALIFIED
    )
    anna.waits(days=1)
    assert (anna.level, anna.state.due_at) == ("silver", at("2026-03-13"))
    anna.waits(days=10)
    assert anna.level is None


def test_a_programme_that_counts_something_else_counts_anew_and_lets_levels_run_out() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(100)
    anna.ladder = ladder(counts="earned:points")
    anna.waits(days=1)
    assert (anna.level, anna.state.counts, anna.state.due_at) == ("silver", {}, at("2027-04-01"))
    anna.counts(99)
    anna.waits_until(at("2027-04-01"))
    assert anna.level is None


def test_a_level_that_is_no_more_is_left_for_the_one_that_is_qualified_for() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(500)
    anna.ladder = type(anna.ladder)(anna.ladder.rungs[:1], "spent", TWELVE_MONTHS, None, Downgrade.QUALIFIED)
    anna.waits(days=1)
    assert anna.story()[-1] == (date(2026, 3, 3), "silver", "programme")


def test_the_state_reads_back_as_it_was_written() -> None:
    anna = Life(ladder(grace=Duration(10, "days")), at("2026-03-02"))
    anna.counts(100)
    anna.waits(days=400)
    assert TierState.from_document(anna.state.to_document()) == anna.state
    assert TierState.from_document({}) == NO_TIER
    assert NO_TIER.to_document() == {}


def test_the_level_at_an_instant_is_remembered() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(100)
    anna.waits(days=10)
    anna.counts(400)
    wanted = [("2026-03-01", None), ("2026-03-02", "silver"), ("2026-03-11", "silver"), ("2026-03-12", "gold")]
    assert [(day, anna.state.level_at(at(day))) for day, _ in wanted] == wanted


def test_a_long_history_is_cut_to_the_last_twenty() -> None:
    anna = Life(ladder(Window(period=1)), at("2026-03-02"))
    for _ in range(30):
        anna.counts(100)
        anna.waits(days=92)
    assert len(anna.state.history) == 20
    assert anna.state.level_at(at("2026-03-03")) is None


def test_a_clock_that_is_behind_sets_nothing_back() -> None:
    anna = Life(ladder(), at("2026-03-02"))
    anna.counts(100)
    ahead = anna.state
    anna.waits(milliseconds=-5)
    assert anna.state == ahead
