"""Whole runs: what they find, and that they can be repeated."""

from dataclasses import replace

import pytest
from simulate_examples import plan

from app.engine.activities import TimePassed
from app.engine.decide import DECISIONS
from app.engine.owing import KINDS as OWED
from app.programme.examples import example, examples
from app.programme.mistakes import ProgrammeMistakes
from app.simulate.habits.every import HABITS
from app.simulate.plan import CIRCLE, Plan
from app.simulate.simulate import simulate, simulate_member
from app.simulate.tally import Tally

MEMBERS = CIRCLE + 10


@pytest.mark.parametrize("name", examples())
def test_thirty_members_live_sixty_days_on_every_example_without_a_violation(name: str) -> None:
    report = simulate(plan(name, members=MEMBERS))
    assert report.violations == []
    assert report.tally.members == MEMBERS
    assert report.tally.done["join"] == MEMBERS
    assert report.tally.done["purchase"] > MEMBERS


def test_the_same_seed_gives_the_same_report_whatever_the_number_of_workers() -> None:
    lived = plan(members=MEMBERS, days=30)
    assert simulate(lived, workers=1).to_document() == simulate(lived, workers=2).to_document()


def test_another_seed_gives_other_lives() -> None:
    one, other = simulate(plan(seed=1)), simulate(plan(seed=2))
    assert one.fingerprint != other.fingerprint
    assert one.tally.done != other.tally.done


def test_progress_tells_of_every_member_once() -> None:
    told: list[tuple[int, int]] = []
    report = simulate(plan(members=MEMBERS, days=3), progress=lambda members, done: told.append((members, done)))
    assert sum(members for members, _ in told) == MEMBERS
    assert sum(done for _, done in told) == report.tally.done.total()


def test_a_member_lived_again_lives_the_same_life() -> None:
    lived = plan(members=MEMBERS, days=20)
    assert simulate_member(lived, CIRCLE + 1).to_document() == simulate_member(lived, CIRCLE + 1).to_document()


def test_members_lived_one_by_one_are_all_members() -> None:
    lived, together = plan(members=4, days=20), Tally()
    for number in range(lived.members):
        together.add(simulate_member(lived, number).tally)
    assert together == simulate(lived).tally


def test_a_programme_with_mistakes_is_lived_by_nobody() -> None:
    with pytest.raises(ProgrammeMistakes):
        simulate(replace(plan(), text="programme: nothing else"))


def test_every_kind_of_activity_has_a_habit_but_for_what_follows_from_time_and_from_friends() -> None:
    by_itself = {TimePassed, *OWED.values()}
    assert {kind for habit in HABITS for kind in habit.does} == set(DECISIONS) - by_itself


def test_what_friends_owe_each_other_is_recorded_for_them() -> None:
    done = simulate(plan("direct-selling", members=4 * CIRCLE, days=365)).tally.done
    assert done["invitation_acceptance"] == done["friend_joined"] > 0
    assert done["friend_bought"] > 0
    assert done["friend_of_friend_bought"] > 0
    assert done["friend_returned"] > 0


def test_the_demo_tries_what_matters_most_of_what_is_refused() -> None:
    tally = simulate(Plan(example("demo"), members=3 * CIRCLE, days=365, seed=1)).tally
    refused = {code for _, code in tally.refused}
    assert {
        "ALREADY_RETURNED",
        "ALREADY_REVERSED",
        "DAILY_LIMIT_REACHED",
        "INSUFFICIENT_BALANCE",
        "NO_SPIN_LEFT",
        "REFERENCE_ALREADY_USED",
        "RETURN_TOO_LARGE",
        "ROUND_TOO_FAST",
        "ROUND_TOO_LATE",
        "TIME_IN_FUTURE",
    } <= refused


def test_circles_share_the_whole_of_every_stock_and_budget_among_them() -> None:
    many = plan(members=7 * CIRCLE + 1)
    for whole in (0, 1, 7, 8, 50, 1_000_003):
        parts = [many.part_of(whole, circle) for circle in range(many.circles)]
        assert sum(parts) == whole
        assert max(parts) - min(parts) <= 1
    assert [number for circle in range(many.circles) for number in many.members_of(circle)] == list(range(many.members))
