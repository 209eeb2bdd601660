"""When a rule pays: windows, first times, coming back, and conditions that go on holding."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from earning_examples import NOON, Life, given, missed, programme_with

BONUS = "id: bonus, on: visit, earn: points, amount: 5"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def pays(rule: str, at: datetime, zone: str = "Europe/Amsterdam") -> bool:
    return bool(given(Life(programme_with(f"{BONUS}, {rule}"), ZoneInfo(zone)).does(at=at)))


def local(text: str, zone: str = "Europe/Amsterdam", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "open_"),
    [("2027-02-28 23:59", False), ("2027-03-01 00:00", True), ("2027-03-07 23:59", True), ("2027-03-08 00:00", False)],
)
def test_days_from_and_until_are_whole_days_of_the_programmes_zone(at: str, open_: bool) -> None:
    assert pays("from: 2027-03-01, until: 2027-03-07", local(at)) is open_
    assert pays("from: 2027-03-01, until: 2027-03-07", local(at), "America/New_York") is open_


def test_a_window_can_start_and_end_at_a_minute() -> None:
    rule = "from: 2027-03-01 09:00, until: 2027-03-01 18:00"
    assert [pays(rule, local(f"2027-03-01 {clock}")) for clock in ("08:59", "09:00", "17:59", "18:00")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_surprise_is_not_mentioned_before_it_starts_and_is_a_rule_like_any_other_then() -> None:
    life = Life(programme_with(f"{BONUS}, surprise: true, from: 2027-03-01 09:00, until: 2027-03-01 18:00"))
    assert missed(life.does(at=local("2027-03-01 08:59"))) == {}
    assert given(life.does(at=local("2027-03-01 09:00"))) == {"bonus": 5}
    assert missed(life.does(at=local("2027-03-01 18:00"))) == {"bonus": "it ended on 2027-03-01 18:00"}
    assert given(life.does(at=local("2027-03-01 17:59"))) == {"bonus": 5}, "reported late"


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])  # clocks go forward, and back
def test_a_happy_hour_is_at_the_same_hour_of_the_wall_clock_when_clocks_change(day: str) -> None:
    assert [pays("hours: 17:00-19:00", local(f"{day} {clock}")) for clock in ("16:59", "17:00", "18:59", "19:00")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_an_hour_that_comes_twice_pays_twice() -> None:
    both = [local("2027-10-31 02:30", fold=fold) for fold in (0, 1)]
    assert both[1] - both[0] == timedelta(hours=1)
    assert [pays("hours: 02:00-03:00", at) for at in both] == [True, True]
    assert pays("hours: 02:00-03:00", both[1] + timedelta(minutes=30)) is False


def test_hours_and_weekdays_are_those_of_the_member() -> None:
    at = local("2027-03-05 17:30")
    assert pays("hours: 17:00-19:00, weekdays: [fri]", at)
    assert not pays("hours: 17:00-19:00", at, "America/New_York")
    assert pays("hours: 05:00-06:00, weekdays: [sat]", at, "Pacific/Auckland")


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("2027-03-06 21:59", False),
        ("2027-03-06 22:00", True),
        ("2027-03-07 01:59", True),
        ("2027-03-07 02:00", False),
        ("2027-03-06 01:00", False),  # still Friday night
        ("2027-03-07 22:30", False),
    ],
)
def test_hours_after_midnight_belong_to_the_evening_before(at: str, open_: bool) -> None:
    assert pays("weekdays: [sat], hours: 22:00-02:00", local(at)) is open_


def test_hours_can_last_until_midnight() -> None:
    assert [pays("hours: 22:00-24:00", local(f"2027-03-01 {clock}")) for clock in ("23:59", "00:00")] == [True, False]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("from: 2027-03-02", "it starts on 2027-03-02"),
        ("until: 2027-03-01 09:00", "it ended on 2027-03-01 09:00"),
        ("weekdays: [sat, sun]", "it is for Saturday, Sunday only, and it was Monday"),
        ("hours: 17:00-19:00", "it is for 17:00-19:00 only, and it was 12:00"),
        ("when: member.visits > 5", "this does not hold: member.visits > 5"),
    ],
)
def test_a_rule_that_is_not_open_says_why(rule: str, reason: str) -> None:
    assert missed(Life(programme_with(f"{BONUS}, {rule}")).does()) == {"bonus": reason}


def test_a_first_time_bonus_pays_once() -> None:
    life = Life(programme_with(f"{BONUS}, first: true"))
    assert given(life.does()) == {"bonus": 5}
    again = life.does()
    assert given(again) == {}
    assert missed(again) == {"bonus": "it is for the first visit only"}


SOON = "id: soon, on: visit, earn: points, decay: [{within: 7d, amount: 50}, {within: 30d, amount: 20}]"


@pytest.mark.parametrize(
    ("after", "points"),
    [(timedelta(days=1), 50), (timedelta(days=7), 50), (timedelta(days=7, seconds=1), 20), (timedelta(days=26), 20)],
)
def test_coming_back_soon_is_worth_more_than_coming_back_late(after: timedelta, points: int) -> None:
    life = Life(programme_with(SOON))
    assert missed(life.does()) == {"soon": "it is for coming back, and this is the first visit"}
    assert given(life.does(at=NOON + after)) == {"soon": points}


def test_days_to_come_back_within_follow_the_wall_clock() -> None:
    life = Life(programme_with(SOON), now=local("2027-03-25 12:00"))
    life.does()
    assert given(life.does(at=local("2027-04-01 12:00"))) == {"soon": 50}  # 167 hours later


def test_coming_back_too_late_says_so() -> None:
    life = Life(programme_with(SOON))
    life.does()
    life.later(days=40)
    assert missed(life.does()) == {"soon": "the last visit was more than 30 days ago"}


def test_a_visit_reported_late_does_not_come_back_to_a_later_one() -> None:
    life = Life(programme_with(SOON))
    life.does()
    found = life.does(at=NOON - timedelta(days=2))
    assert missed(found) == {"soon": "a later visit was recorded before this one"}


AWAY = "member.days_since_purchase > 120"
WIN_BACK = [
    "id: points, on: purchase, earn: points, amount: 10, per: 100",
    f"id: win-back, on: purchase, when: {AWAY}, holds_until: month, earn: points, multiply: 5",
]


def test_a_win_back_holds_to_the_end_of_the_month_and_no_longer() -> None:
    life = Life(programme_with(*WIN_BACK), true={AWAY})
    assert given(life.buys("100.00")) == {"points": 10, "win-back": 40}
    life.true.clear()
    for at in ("2027-03-01 13:00", "2027-03-31 23:59"):
        assert given(life.buys("100.00", at=local(at))) == {"points": 10, "win-back": 40}
    after = life.buys("100.00", at=local("2027-04-01 00:00"))
    assert given(after) == {"points": 10}
    assert missed(after) == {"win-back": f"this does not hold: {AWAY}"}


def test_a_win_back_does_not_reach_back_before_it_began() -> None:
    life = Life(programme_with(*WIN_BACK), true={AWAY})
    life.buys("100.00")
    life.true.clear()
    assert given(life.buys("100.00", at=NOON - timedelta(minutes=1))) == {"points": 10}


def test_a_condition_that_held_outside_of_its_window_does_not_go_on_holding() -> None:
    rules = [WIN_BACK[0], f"{WIN_BACK[1]}, from: 2027-03-02"]
    life = Life(programme_with(*rules), true={AWAY})
    life.buys("100.00")
    life.true.clear()
    assert given(life.buys("100.00", at=local("2027-03-02 12:00"))) == {"points": 10}


def test_a_member_who_moves_keeps_the_end_that_was_promised() -> None:
    life = Life(programme_with(*WIN_BACK), true={AWAY})
    life.buys("100.00")
    life.true.clear()
    life.zone = ZoneInfo("Pacific/Auckland")  # where April has begun already
    assert given(life.buys("100.00", at=local("2027-03-31 23:00"))) == {"points": 10, "win-back": 40}
