"""Starting and finishing rounds: one at a time, within their time, and never more than the cap."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from mascot_examples import MEMBER, NOON, all_of, catch_of, finish_with, game_with, start_with

from app.mascot.refusals import (
    NoRoundLeft,
    NotEligibleToPlay,
    RoundAlreadyOpen,
    RoundTooFast,
    RoundTooLate,
    TooManyCatches,
)
from app.mascot.round import Catch, RoundEnd, game_of, member_of, round_from, round_id
from app.mascot.rules import paid_later
from app.mascot.state import GameState, MascotState, mascot_state_from
from app.words import say

STARTED = start_with()
ROUND = STARTED.round


def later(**span: float) -> datetime:
    return NOON + timedelta(**span)


def test_a_second_round_is_refused_while_one_is_open() -> None:
    with pytest.raises(RoundAlreadyOpen) as refused:
        start_with(state=STARTED.state, now=later(seconds=60))
    assert refused.value.facts == {"game": "magpies", "round_id": "mem_anna:magpies:0", "closes_at": later(seconds=60)}


def test_a_round_of_another_game_is_refused_too() -> None:
    with pytest.raises(RoundAlreadyOpen):
        start_with(state=STARTED.state, game_id="owls", now=later(seconds=1))


def test_a_round_that_nobody_can_report_any_more_makes_way() -> None:
    again = start_with(state=STARTED.state, now=later(seconds=61))
    assert again.expired is not None
    assert (again.expired.round, again.expired.end, again.expired.paid) == (ROUND, RoundEnd.EXPIRED, 0)
    assert (again.round.number, again.state.open) == (1, again.round)
    assert again.round.appearances != ROUND.appearances


def test_a_first_round_closes_no_other() -> None:
    assert STARTED.expired is None


def test_a_game_with_a_condition_is_for_those_who_fulfil_it() -> None:
    with pytest.raises(NotEligibleToPlay) as refused:
        start_with(unmet=say("the number of visits must be more than 3"))
    assert str(refused.value).endswith("is not open to this member: the number of visits must be more than 3.")


def test_rounds_of_a_day_are_counted_on_the_members_calendar() -> None:
    game = game_with(rounds_per_day=2)
    first = start_with(game)
    second = start_with(game, state=first.state, now=later(minutes=2))
    with pytest.raises(NoRoundLeft) as refused:
        start_with(game, state=second.state, now=later(minutes=4))
    assert refused.value.facts["next_at"] == datetime(2026, 11, 22, 23, tzinfo=UTC)
    third = start_with(game, state=second.state, now=datetime(2026, 11, 22, 23, tzinfo=UTC))
    assert (third.round.number, third.round.day) == (2, date(2026, 11, 23))


def test_who_flies_west_gets_no_day_twice() -> None:
    game = game_with(rounds_per_day=1)
    first = start_with(game, zone=ZoneInfo("Pacific/Kiritimati"))
    assert first.round.day == date(2026, 11, 23)
    with pytest.raises(NoRoundLeft):
        start_with(game, state=first.state, zone=ZoneInfo("Pacific/Honolulu"), now=later(hours=1))


def test_a_round_that_ends_after_midnight_counts_for_the_day_it_was_started_on() -> None:
    late = start_with(game_with(daily_cap=3), now=datetime(2026, 11, 22, 22, 59, 50, tzinfo=UTC))
    finished = finish_with(late, all_of(late.round))
    assert finished.state.games["magpies"] == GameState(next_number=1, day=date(2026, 11, 22), rounds=1, paid=3)
    following = start_with(game_with(daily_cap=3), state=finished.state, now=later(hours=12))
    assert finish_with(following, all_of(following.round)).ended.paid == 3


def test_the_cap_cuts_what_is_paid_and_not_the_score() -> None:
    game = game_with(daily_cap=13)
    first = start_with(game)
    finished = finish_with(first, all_of(first.round))
    score = sum(one.worth for one in first.round.appearances)
    assert (finished.ended.score, finished.ended.paid) == (score, min(score, 13))
    second = start_with(game, state=finished.state, now=later(minutes=2))
    again = finish_with(second, all_of(second.round))
    assert finished.ended.paid + again.ended.paid == 13
    assert again.ended.score > again.ended.paid


def test_a_perfect_round_is_refused_before_its_last_mascot_is_caught() -> None:
    catches = all_of(ROUND)
    ready_s = catches[-1].at_ms / 1000
    with pytest.raises(RoundTooFast) as refused:
        finish_with(STARTED, catches, after_s=ready_s - 0.151)
    assert refused.value.facts["ready_at"] == NOON + timedelta(seconds=ready_s)
    assert refused.value.retryable
    assert finish_with(STARTED, catches, after_s=ready_s - 0.150).ended.score > 0


def test_a_round_without_its_last_mascot_runs_until_that_has_gone() -> None:
    gone_s = ROUND.end_ms(9) / 1000
    with pytest.raises(RoundTooFast):
        finish_with(STARTED, [catch_of(ROUND, 0)], after_s=gone_s - 0.151)
    assert finish_with(STARTED, [catch_of(ROUND, 0)], after_s=gone_s).ended.score == ROUND.appearances[0].worth


def test_a_last_catch_that_does_not_count_makes_the_round_no_shorter() -> None:
    forged = catch_of(ROUND, 9, -100_000)
    with pytest.raises(RoundTooFast):
        finish_with(STARTED, [catch_of(ROUND, 0), forged], after_s=5)


def test_a_clock_that_went_back_finishes_nothing() -> None:
    with pytest.raises(RoundTooFast):
        finish_with(STARTED, all_of(ROUND), after_s=-3600)


def test_a_round_can_be_given_up_at_once() -> None:
    finished = finish_with(STARTED, [], after_s=0)
    assert (finished.ended.end, finished.ended.score, finished.state.open) == (RoundEnd.PAID, 0, None)


def test_a_report_comes_too_late_half_a_minute_after_the_end() -> None:
    assert finish_with(STARTED, all_of(ROUND), after_s=60).ended.score > 0
    with pytest.raises(RoundTooLate) as refused:
        finish_with(STARTED, all_of(ROUND), after_s=60.001)
    assert refused.value.facts["closed_at"] == NOON + timedelta(seconds=60)


def test_a_report_has_at_most_120_catches() -> None:
    wild = Catch(0, 0, -500, -500)
    assert finish_with(STARTED, [wild] * 120).ended.score == 0
    with pytest.raises(TooManyCatches):
        finish_with(STARTED, [wild] * 121)


def test_an_approved_round_counts_for_its_own_day_only() -> None:
    state = MascotState(games={"magpies": GameState(next_number=3, day=ROUND.day, rounds=3, paid=5)})
    assert paid_later(state, ROUND, 7).games["magpies"].paid == 12
    following = MascotState(games={"magpies": GameState(next_number=3, day=ROUND.day + timedelta(days=1), paid=5)})
    assert paid_later(following, ROUND, 7) == following


def test_what_is_stored_is_read_back() -> None:
    assert round_from(ROUND.to_document()) == ROUND
    finished = finish_with(STARTED, all_of(ROUND)).state
    for state in (MascotState(), STARTED.state, finished):
        assert mascot_state_from(state.to_document()) == state


def test_a_member_document_from_before_the_game_is_read() -> None:
    assert mascot_state_from({}) == MascotState()


def test_the_id_of_a_round_names_its_member_and_its_game() -> None:
    stored = round_id(MEMBER, "magpies", 12)
    assert (member_of(stored), game_of(stored)) == (MEMBER, "magpies")
    assert (member_of("x"), game_of("x")) == ("x", "")
