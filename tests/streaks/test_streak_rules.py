"""What keeps a streak alive, what ends it, and what it pays."""

from datetime import date, datetime, timedelta

import pytest
from streak_examples import Person, amounts, streak_with, utc, wall

from app.programme.model import Price
from app.streaks.state import state_from

FREEZES = {"start_with": 2, "price": {"asset": "points", "amount": 50}}


def days(person: Person, *march: int) -> None:
    """Come at noon of these days of March 2026."""
    for day in march:
        person.comes(noon(day))


def noon(day: int) -> datetime:
    """Noon of a day of March 2026 in Amsterdam."""
    return wall(f"2026-03-{day:02} 12:00")


def test_a_day_counts_once_however_often_the_member_comes() -> None:
    person = Person(streak_with())
    days(person, 2, 2, 2)
    assert person.length(noon(2)) == 1
    assert person.changes("advanced") == [("advanced", "2026-03-02")]


def test_midnight_in_the_members_zone_decides() -> None:
    person = Person(streak_with())
    person.comes(wall("2026-03-02 23:59"))
    person.comes(wall("2026-03-03 00:00"))
    assert person.length(noon(3)) == 2


def test_a_day_can_start_in_the_small_hours() -> None:
    person = Person(streak_with(day_starts="4h"))
    person.comes(wall("2026-03-02 12:00"))
    person.comes(wall("2026-03-03 03:59"))
    assert person.length(noon(3)) == 1
    assert person.stands(wall("2026-03-03 03:59")).due_at == wall("2026-03-04 04:00")


@pytest.mark.parametrize(("before", "after"), [(28, 30), (24, 26)])
def test_days_of_23_and_25_hours_are_days(before: int, after: int) -> None:
    month = "03" if before == 28 else "10"
    person = Person(streak_with())
    for day in range(before, after + 1):
        person.comes(wall(f"2026-{month}-{day} 00:30"))
        person.comes(wall(f"2026-{month}-{day} 23:30"))
    assert person.stands(wall(f"2026-{month}-{after} 23:45")).length == 3


def test_a_missed_day_ends_the_run_and_is_told_once() -> None:
    person = Person(streak_with())
    days(person, 2, 3)
    assert person.length(noon(4)) == 2
    assert person.length(noon(5)) == 0
    person.is_swept(noon(5))
    person.is_swept(noon(6))
    assert person.changes("broken") == [("broken", "2026-03-04")]
    assert person.stands(noon(6)).state.best == 2
    assert person.stands(noon(6)).due_at is None


def test_freezes_are_used_by_themselves_the_oldest_missed_day_first() -> None:
    person = Person(streak_with(freezes=FREEZES))
    days(person, 2)
    days(person, 5)
    assert person.changes("freeze_used") == [("freeze_used", "2026-03-03"), ("freeze_used", "2026-03-04")]
    assert person.length(noon(5)) == 2
    assert person.stands(noon(5)).state.freezes == 0
    person.is_swept(noon(7))
    assert person.changes("broken") == [("broken", "2026-03-06")]


def test_no_freeze_is_used_where_there_is_no_run() -> None:
    person = Person(streak_with(freezes=FREEZES))
    days(person, 2)
    person.is_swept(noon(20))
    assert person.changes("freeze_used", "broken")[-1] == ("broken", "2026-03-05")
    days(person, 20)
    person.is_swept(noon(25))
    assert len(person.changes("freeze_used")) == 2


def test_it_is_told_by_when_to_be_back_and_how_long_freezes_would_help() -> None:
    person = Person(streak_with(freezes=FREEZES))
    days(person, 2)
    stands = person.stands(noon(2))
    assert (stands.done, stands.due_at, stands.alive_until) == (
        True,
        wall("2026-03-04 00:00"),
        wall("2026-03-06 00:00"),
    )
    assert person.stands(wall("2026-03-05 23:59:59")).length == 1
    assert person.stands(wall("2026-03-06 00:00")).length == 0


def test_freezes_are_earned_and_wait_while_no_more_can_be_held() -> None:
    person = Person(streak_with(freezes={"hold_at_most": 1, "earn_every": 3}))
    days(person, 2, 3, 4, 5, 6, 7, 8, 9)
    assert person.changes("freeze_gained") == [("freeze_gained", "2026-03-04")]
    days(person, 11)
    assert person.changes("freeze_used") == [("freeze_used", "2026-03-10")]
    assert person.changes("freeze_gained") == [("freeze_gained", "2026-03-04"), ("freeze_gained", "2026-03-11")]


def test_a_bought_freeze_is_held_for_later_and_mends_nothing_missed_before() -> None:
    person = Person(streak_with(freezes={"price": {"asset": "points", "amount": 5}}))
    days(person, 2)
    person.buys_freeze(noon(4))
    assert person.length(noon(4)) == 0
    days(person, 4)
    days(person, 6)
    assert person.length(noon(6)) == 2
    assert person.stands(noon(6)).state.freezes == 0


def test_a_target_takes_several_activities_in_a_period() -> None:
    person = Person(streak_with(per="week", target=2))
    days(person, 2, 2)
    days(person, 9)
    stands = person.stands(noon(9))
    assert (stands.length, stands.count, stands.done) == (1, 1, False)
    assert person.length(noon(16)) == 0


def test_weeks_are_those_of_iso_8601_across_the_end_of_a_year() -> None:
    person = Person(streak_with(per="week"))
    for day in ("2026-12-21", "2027-01-03", "2027-01-04"):  # weeks 52 and 53 of 2026, and week 1 of 2027
        person.comes(wall(f"{day} 12:00"))
    assert person.length(wall("2027-01-04 12:00")) == 3
    assert [on for _, on in person.changes("advanced")] == ["2026-12-21", "2026-12-28", "2027-01-04"]


@pytest.mark.parametrize("year", [2020, 2024, 2026, 2032])
def test_a_week_between_two_years_is_one_week(year: int) -> None:
    person = Person(streak_with(per="week"))
    person.comes(wall(f"{year}-12-31 12:00"))
    person.comes(wall(f"{year + 1}-01-01 12:00"))
    same = date(year, 12, 31).isocalendar()[1] == date(year + 1, 1, 1).isocalendar()[1]
    assert person.length(wall(f"{year + 1}-01-01 12:00")) == (1 if same else 2)


def test_months_follow_one_another_whatever_their_length() -> None:
    person = Person(streak_with(per="month"))
    for day in ("2027-12-31", "2028-01-31", "2028-02-29", "2028-03-01"):
        person.comes(wall(f"{day} 12:00"))
    assert person.length(wall("2028-03-01 12:00")) == 4
    assert person.stands(wall("2028-03-01 12:00")).due_at == wall("2028-05-01 00:00")


def test_rewards_are_paid_when_a_length_is_reached() -> None:
    rewards = [{"at": 2, "earn": "points", "amount": 20}, {"every": 3, "earn": "spins", "amount": 3}]
    person = Person(streak_with(rewards=rewards))
    days(person, 2)
    assert person.stands(noon(2)).next_reward == (2, person.streak.rewards[0])
    days(person, 3, 4, 5, 6, 7, 7)
    assert amounts(person.paid) == [20, 3, 3]
    assert person.stands(noon(7)).next_reward == (9, person.streak.rewards[1])
    days(person, 20, 21)
    assert amounts(person.paid) == [20, 3, 3, 20], "a new run is rewarded anew"


def test_a_run_longer_than_what_is_kept_one_by_one_is_counted_whole() -> None:
    person = Person(streak_with())
    now = utc("2026-01-01 12:00")
    for _ in range(400):
        person.comes(now)
        now += timedelta(days=1)
    assert person.length(now) == 400
    assert person.state is not None
    assert len(person.state.periods) <= 22


def test_a_late_report_counts_for_its_own_date_and_mends_the_run_it_would_have_kept() -> None:
    person = Person(streak_with())
    days(person, 2, 3)
    days(person, 5)
    assert person.length(noon(5)) == 1
    person.comes(noon(5), at=noon(4))
    assert person.length(noon(5)) == 4
    assert person.stands(noon(5)).lost == 0


def test_a_late_report_gives_back_the_freeze_that_was_used_for_its_date() -> None:
    person = Person(streak_with(freezes=FREEZES))
    days(person, 2)
    days(person, 4)
    person.comes(noon(4), at=noon(3))
    assert person.changes("freeze_returned") == [("freeze_returned", "2026-03-03")]
    assert (person.length(noon(4)), person.stands(noon(4)).state.freezes) == (3, 2)


def test_a_freeze_that_comes_back_goes_where_it_would_have_gone_in_time() -> None:
    person = Person(streak_with(freezes={"start_with": 1}))
    days(person, 2)
    days(person, 5)
    assert person.length(noon(5)) == 1
    person.comes(noon(5), at=noon(3))
    assert person.changes("freeze_used") == [("freeze_used", "2026-03-03"), ("freeze_used", "2026-03-04")]
    assert (person.length(noon(5)), person.stands(noon(5)).state.freezes) == (3, 0)


def test_a_report_that_comes_far_too_late_changes_nothing() -> None:
    person = Person(streak_with())
    days(person, 30)
    before = person.state
    step = person.comes(noon(30), at=wall("2026-03-08 12:00"))
    assert str(step.unmoved) == "it was reported too late to count for March 8, 2026"
    assert person.state == before


def test_joining_two_runs_pays_nothing_twice() -> None:
    person = Person(streak_with(rewards=[{"every": 1, "earn": "points", "amount": 1}]))
    days(person, 2, 3, 4)
    days(person, 6)
    assert len(person.paid) == 4
    person.comes(noon(6), at=noon(5))
    assert person.length(noon(6)) == 5
    assert len(person.paid) == 6, "the lengths 4 and 5"


def test_a_pause_keeps_the_run_and_uses_no_freeze() -> None:
    person = Person(streak_with(freezes=FREEZES, pauses={}))
    days(person, 2)
    person.pauses(noon(2), "2026-03-04", "2026-03-08")
    days(person, 3)
    stands = person.stands(noon(5))
    assert (stands.length, stands.paused_until, stands.due_at) == (2, date(2026, 3, 8), wall("2026-03-10 00:00"))
    days(person, 9)
    assert person.length(noon(9)) == 3
    assert person.changes("freeze_used") == []
    assert person.stands(noon(9)).paused_until is None


def test_what_is_done_during_a_pause_counts() -> None:
    person = Person(streak_with(pauses={}))
    days(person, 2)
    person.pauses(noon(2), "2026-03-03", "2026-03-08")
    days(person, 5, 9)
    assert person.length(noon(9)) == 3


def test_a_week_that_a_pause_touches_cannot_be_missed() -> None:
    person = Person(streak_with(per="week", pauses={}))
    days(person, 2)
    person.pauses(noon(2), "2026-03-15", "2026-03-16")
    assert person.length(noon(25)) == 1
    assert person.length(noon(30)) == 0


def test_a_restore_joins_what_was_broken_to_what_was_done_since() -> None:
    restore = {"price": {"asset": "points", "amount": 100}}
    person = Person(streak_with(restore=restore, rewards=[{"at": 4, "earn": "points", "amount": 4}]))
    days(person, 2, 3)
    days(person, 6)
    stands = person.stands(noon(6))
    assert (stands.length, stands.lost, stands.can_restore_until) == (1, 2, wall("2026-03-08 00:00"))
    assert stands.restore_price == Price(asset="points", amount=100)
    assert person.restores(noon(6)) == stands.restore_price
    assert (person.length(noon(6)), person.stands(noon(6)).can_restore_until) == (3, None)
    days(person, 7)
    assert person.length(noon(7)) == 4
    assert amounts(person.paid) == [4]


def test_free_restores_come_before_paid_ones_and_anew_each_year() -> None:
    restore = {"price": {"asset": "points", "amount": 100}, "free_per_year": 1}
    person = Person(streak_with(restore=restore))
    days(person, 2)
    assert person.restores(noon(4)) is None
    days(person, 4)
    assert person.restores(noon(6)) == Price(asset="points", amount=100)
    person.comes(wall("2027-01-02 12:00"))
    assert person.restores(wall("2027-01-04 12:00")) is None


def test_what_has_no_price_and_no_free_restore_left_is_not_offered() -> None:
    person = Person(streak_with(restore={"free_per_year": 1}))
    days(person, 2)
    person.restores(noon(4))
    days(person, 4)
    assert person.stands(noon(6)).can_restore_until is None


def test_travelling_west_the_date_waits() -> None:
    person = Person(streak_with(), "Asia/Tokyo")
    person.comes(wall("2026-03-03 08:00", "Asia/Tokyo"))
    person.moves(wall("2026-03-03 09:00", "Asia/Tokyo"), "America/Los_Angeles")  # 2 March, 16:00
    person.comes(wall("2026-03-02 20:00", "America/Los_Angeles"))
    person.comes(wall("2026-03-03 20:00", "America/Los_Angeles"))
    assert person.length(wall("2026-03-03 20:00", "America/Los_Angeles")) == 1
    person.comes(wall("2026-03-04 20:00", "America/Los_Angeles"))
    assert person.length(wall("2026-03-04 20:00", "America/Los_Angeles")) == 2


def test_travelling_east_the_date_that_was_cut_short_is_excused_and_told() -> None:
    person = Person(streak_with(), "America/Los_Angeles")
    person.comes(wall("2026-03-01 20:00", "America/Los_Angeles"))
    person.moves(wall("2026-03-02 10:00", "America/Los_Angeles"), "Asia/Tokyo")  # 3 March, 03:00
    assert person.changes("excused") == [("excused", "2026-03-02")]
    person.comes(wall("2026-03-03 20:00", "Asia/Tokyo"))
    assert person.length(wall("2026-03-03 20:00", "Asia/Tokyo")) == 2


def test_the_zone_alone_keeps_no_streak_alive_for_ever() -> None:
    person = Person(streak_with(), "Pacific/Pago_Pago")
    now = wall("2026-03-02 12:00", "Pacific/Pago_Pago")
    person.comes(now)
    for _ in range(4):
        now += timedelta(days=1, hours=11, minutes=30)
        person.moves(now, "Pacific/Kiritimati")
        now += timedelta(hours=1)
        person.moves(now, "Pacific/Pago_Pago")
        now += timedelta(days=1)
    assert person.length(now) == 0


def test_a_late_report_from_before_a_journey_counts_for_the_date_it_had_there() -> None:
    person = Person(streak_with(), "America/Los_Angeles")
    person.comes(wall("2026-03-01 20:00", "America/Los_Angeles"))
    person.moves(wall("2026-03-02 23:00", "America/Los_Angeles"), "Asia/Tokyo")
    person.comes(wall("2026-03-03 20:00", "Asia/Tokyo"), at=wall("2026-03-02 22:00", "America/Los_Angeles"))
    assert person.changes("advanced")[-1] == ("advanced", "2026-03-02")
    assert person.length(wall("2026-03-03 20:00", "Asia/Tokyo")) == 2


def test_a_date_that_the_calendar_skips_is_not_missed() -> None:
    person = Person(streak_with(), "Pacific/Apia")
    person.comes(wall("2011-12-29 12:00", "Pacific/Apia"))
    person.comes(wall("2011-12-31 12:00", "Pacific/Apia"))
    assert person.length(wall("2011-12-31 12:00", "Pacific/Apia")) == 2
    assert person.told == [("advanced", "2011-12-29"), ("advanced", "2011-12-31")]


def test_a_programme_that_counts_per_another_period_starts_the_run_anew_and_keeps_the_rest() -> None:
    person = Person(streak_with(freezes=FREEZES))
    days(person, 2, 3)
    assert person.state is not None
    stored = person.state.to_document()
    weekly = Person(streak_with(per="week", freezes=FREEZES))
    weekly.state = state_from(stored, weekly.streak)
    stands = weekly.stands(noon(3))
    assert (stands.length, stands.state.best, stands.state.freezes) == (0, 2, 2)


def test_a_higher_target_leaves_what_was_done_alone() -> None:
    person = Person(streak_with())
    days(person, 2, 3)
    person.streak = streak_with(target=5)
    assert person.length(noon(3)) == 2
    assert person.length(noon(4)) == 2


def test_a_restore_pays_nothing_twice() -> None:
    person = Person(streak_with(restore={"free_per_year": 1}, rewards=[{"every": 1, "earn": "points", "amount": 1}]))
    days(person, 2, 3, 4, 6)
    assert len(person.paid) == 4
    person.restores(noon(6))
    assert (person.length(noon(6)), len(person.paid)) == (4, 5)


def test_a_report_a_minute_late_counts_for_the_date_that_waits_after_a_flight_west() -> None:
    person = Person(streak_with(freezes=FREEZES), "Asia/Tokyo")
    person.comes(wall("2026-03-02 08:00", "Asia/Tokyo"))
    now = wall("2026-03-04 09:00", "Asia/Tokyo")
    person.moves(now, "America/Los_Angeles")  # 3 March, 16:00
    person.comes(now + timedelta(minutes=2), at=now + timedelta(minutes=1))
    assert person.changes("advanced", "freeze_returned") == [("advanced", "2026-03-02"), ("advanced", "2026-03-04")]


def test_a_journey_over_two_dates_is_excused_and_another_one_like_it_is_not() -> None:
    person = Person(streak_with(), "Pacific/Pago_Pago")
    person.comes(wall("2026-03-02 12:00", "Pacific/Pago_Pago"))
    for day in (3, 5):
        now = wall(f"2026-03-0{day} 23:30", "Pacific/Pago_Pago")
        person.moves(now, "Pacific/Kiritimati")
        person.moves(now, "Pacific/Pago_Pago")
    assert person.told == [
        ("advanced", "2026-03-02"),
        ("excused", "2026-03-03"),
        ("excused", "2026-03-04"),
        ("broken", "2026-03-05"),
    ]


def test_a_day_that_has_begun_stays_though_the_clock_is_put_back_to_the_day_before() -> None:
    person = Person(streak_with(), "America/St_Johns")  # at 00:01 of 7 November 2010, back to 23:01
    person.comes(utc("2010-11-06 15:00"))
    person.comes(utc("2010-11-07 02:30"))
    person.comes(utc("2010-11-07 03:00"))
    assert person.length(utc("2010-11-07 03:00")) == 2
    assert Person(person.streak, "America/St_Johns").comes(utc("2010-11-07 03:00")).state.day == date(2010, 11, 7)


def test_days_that_start_later_from_now_on_never_move_the_date_back() -> None:
    person = Person(streak_with())
    person.comes(wall("2026-03-02 12:00"))
    person.is_swept(wall("2026-03-03 01:00"))
    person.streak = streak_with(day_starts="4h")
    person.comes(wall("2026-03-03 02:00"))
    assert person.length(wall("2026-03-03 02:00")) == 2
