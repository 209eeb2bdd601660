"""Whatever is reported: never more than was planned, never more than the cap, never a mascot twice."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from mascot_examples import MEMBER, NOON, all_of, caught_in, finish_with, game_with, start_with

from app.mascot.round import Catch, RoundEnd
from app.mascot.rules import finish
from app.mascot.state import MascotState

STARTED = start_with()
ROUND = STARTED.round
PERFECT = all_of(ROUND)
ANY = st.builds(Catch, st.integers(-2, 12), st.integers(-200, 31_000), st.integers(-50, 1050), st.integers(-50, 1050))
NEARLY = st.builds(
    lambda catch, ms, dx, dy: catch._replace(at_ms=catch.at_ms + ms, x=catch.x + dx, y=catch.y + dy),
    st.sampled_from(PERFECT),
    st.integers(-900, 900),
    st.integers(-90, 90),
    st.integers(-90, 90),
)
REPORTS = st.lists(ANY | NEARLY | st.sampled_from(PERFECT), max_size=60)


@given(REPORTS, st.integers(1, 30))
def test_no_report_pays_more_than_the_plan_or_the_cap_or_a_mascot_twice(catches: list[Catch], daily_cap: int) -> None:
    started = start_with(game_with(daily_cap=daily_cap))
    finished = finish_with(started, catches)
    caught = caught_in(finished)
    assert len(set(caught)) == len(caught)
    assert finished.ended.score == sum(ROUND.appearances[number].worth for number in caught)
    assert finished.ended.score <= sum(one.worth for one in ROUND.appearances)
    assert 0 <= finished.ended.paid <= min(finished.ended.score, daily_cap)
    assert finished.ended.paid == finished.state.games["magpies"].paid


@given(REPORTS)
def test_every_catch_that_counts_is_within_its_window_and_hit_circle_and_in_order(catches: list[Catch]) -> None:
    counting = [one.catch for one in finish_with(STARTED, catches).ended.catches if one.refused is None]
    for catch in counting:
        mascot = ROUND.appearances[catch.appearance]
        assert mascot.start_ms - 150 <= catch.at_ms <= mascot.start_ms + 1000 + 150
        assert (catch.x - mascot.x) ** 2 + (catch.y - mascot.y) ** 2 <= 80**2
    assert [catch.at_ms for catch in counting] == sorted(catch.at_ms for catch in counting)


@given(REPORTS)
def test_the_same_report_is_judged_the_same(catches: list[Catch]) -> None:
    assert finish_with(STARTED, catches) == finish_with(STARTED, catches)


@given(st.lists(REPORTS, max_size=5), st.integers(1, 25))
def test_no_number_of_rounds_pays_more_than_the_cap_of_a_day(reports: list[list[Catch]], daily_cap: int) -> None:
    state, now, paid = MascotState(), NOON, 0
    for catches in reports:
        started = start_with(game_with(daily_cap=daily_cap), state=state, now=now)
        perfect = [*catches, *all_of(started.round)][:120]
        now += timedelta(seconds=40)
        finished = finish(member=MEMBER, state=started.state, catches=perfect, now=now)
        state, paid = finished.state, paid + finished.ended.paid
        assert finished.ended.end in (RoundEnd.PAID, RoundEnd.IN_REVIEW)
    assert paid <= daily_cap
