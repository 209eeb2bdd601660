"""Warnings of what expires: once for each date and day, and never without a reason."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from wallet_examples import NOW, UNLIMITED, holding

from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary
from app.wallet.lots import Holding, Terms
from app.wallet.warnings import NEVER_WARNED, Expiring, WarningsState, after_warning, due_warnings, scheduled

MIDNIGHT = datetime(2026, 4, 30, 22, tzinfo=UTC)
"""1 May in Amsterdam."""
MAY = Terms(expires_at=MIDNIGHT)
JUNE = Terms(expires_at=datetime(2026, 5, 31, 22, tzinfo=UTC))


def programme(days: str = "[30, 7]") -> Programme:
    text = f"""\
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets: {{points: {{name: Points, expires: 12 months, warn_days: {days}}}, spins: {{name: Spins}}}}
"""
    return load(text, vocabulary())


def told(state: WarningsState, held: Holding, now: datetime, days: str = "[30, 7]") -> list[tuple[int, int]]:
    """How much is warned of, and by which of the days."""
    return [(one.amount, one.days) for one in due_warnings(programme(days), {"points": held}, state, now)]


def test_a_warning_is_due_so_many_calendar_days_before_and_not_a_moment_sooner() -> None:
    held = holding((MAY, 40))
    first = datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert told(NEVER_WARNED, held, first - timedelta(milliseconds=1)) == []
    assert told(NEVER_WARNED, held, first) == [(40, 30)]
    state = scheduled(programme(), {"points": held}, NEVER_WARNED, NOW)
    assert (state.due_at, state.print) == (first, 'Europe/Amsterdam {"points":[30,7]}')


def test_days_are_those_of_the_calendar_when_clocks_change() -> None:
    held = holding((Terms(expires_at=datetime(2026, 3, 31, 22, tzinfo=UTC)), 1))
    due_at = scheduled(programme("[7]"), {"points": held}, NEVER_WARNED, NOW).due_at
    assert due_at == datetime(2026, 3, 24, 23, tzinfo=UTC)


def test_lots_of_one_date_are_one_amount_and_dates_come_in_order() -> None:
    held = holding((MAY, 40), (Terms(active_at=NOW + timedelta(days=1), expires_at=MIDNIGHT), 2), (JUNE, 5))
    assert told(NEVER_WARNED, held, MIDNIGHT - timedelta(days=1)) == [(42, 7)]
    found = due_warnings(programme("[60]"), {"points": held}, NEVER_WARNED, MIDNIGHT - timedelta(days=1))
    assert [(one.amount, one.expires_at) for one in found] == [(42, MIDNIGHT), (5, JUNE.expires_at)]


def test_what_never_expires_and_what_is_gone_is_not_warned_of() -> None:
    assert told(NEVER_WARNED, holding((UNLIMITED, 100)), MIDNIGHT) == []
    assert told(NEVER_WARNED, holding(), MIDNIGHT - timedelta(days=1)) == []
    assert told(NEVER_WARNED, holding((MAY, 4)), MIDNIGHT) == []
    assert due_warnings(programme(), {"gone": holding((MAY, 4))}, NEVER_WARNED, MIDNIGHT - timedelta(days=1)) == []


def test_of_several_days_that_were_missed_the_last_one_is_told_and_the_others_never() -> None:
    held, late = holding((MAY, 40)), MIDNIGHT - timedelta(days=2)
    assert told(NEVER_WARNED, held, late) == [(40, 7)]
    warned = after_warning(NEVER_WARNED, Expiring("points", 40, MIDNIGHT, 7))
    assert told(warned, held, late) == []
    assert scheduled(programme(), {"points": held}, warned, late).due_at is None


def test_the_state_forgets_dates_that_have_passed_and_reads_as_it_was_kept() -> None:
    warned = after_warning(NEVER_WARNED, Expiring("points", 40, MIDNIGHT, 30))
    kept = scheduled(programme(), {"points": holding((MAY, 40))}, warned, MIDNIGHT - timedelta(days=20))
    assert WarningsState.from_document(kept.to_document()) == kept
    assert kept.due_at == MIDNIGHT - timedelta(days=7)
    assert scheduled(programme(), {}, kept, MIDNIGHT - timedelta(days=1)).warned == kept.warned
    assert scheduled(programme(), {}, kept, MIDNIGHT).warned == ()


def test_a_programme_that_warns_on_other_days_says_only_what_is_still_to_come() -> None:
    warned = after_warning(NEVER_WARNED, Expiring("points", 40, MIDNIGHT, 30))
    held = holding((MAY, 40))
    assert told(warned, held, MIDNIGHT - timedelta(days=25), "[60, 25]") == [(40, 25)]
    assert told(warned, held, MIDNIGHT - timedelta(days=25), "[60]") == []


@settings(max_examples=100, deadline=None)
@given(
    days=st.lists(st.integers(1, 200), min_size=1, max_size=5, unique=True),
    looks=st.lists(st.integers(0, 300 * 24), max_size=30),
)
def test_however_often_one_looks_each_day_is_told_once_at_most_and_the_next_is_never_overdue(
    days: list[int], looks: list[int]
) -> None:
    known, held, state, found = programme(str(days)), holding((MAY, 40)), NEVER_WARNED, []
    for hours in sorted(looks):
        now = MIDNIGHT + timedelta(hours=hours - 250 * 24)
        wallet = {"points": held} if now < MIDNIGHT else {}
        for one in due_warnings(known, wallet, state, now):
            assert one.expires_at - now <= timedelta(days=one.days, hours=1)  # the day on which clocks change
            found.append(one.days)
            state = after_warning(state, one)
        state = scheduled(known, wallet, state, now)
        assert state.due_at is None or state.due_at > now
    assert found == sorted(set(found), reverse=True)
    assert set(found) <= set(days)
